// Lets the project install on Node 20, though Hardhat wants Node 22. Node 24 comes as an npm package (Linux, x64 and
// arm64), and npm scripts find it before the system's. Two things are left to do after npm has run on an older Node:
// - older npm (10, for one) takes the link to the bundled Node away again, with the package of the other architecture;
// - npm leaves out optional native packages whose `engines` exclude the Node that it runs on, Hardhat's simulator
//   among them: a second pass on the bundled Node adds them. It does not touch the lockfile.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { recordInstall } from "./install.mjs";

const modules = fileURLToPath(new URL("../node_modules", import.meta.url));
const bundled = `node-${process.platform}-${process.arch}/bin`;
const isBundled = existsSync(`${modules}/${bundled}/node`);
const major = (version) => Number(/^v?(\d+)\./.exec(version ?? "")?.[1] ?? 0);
const installer = / node\/(\S+)/.exec(` ${process.env.npm_config_user_agent ?? ""}`)?.[1];

function linkBundledNode() {
  if (!isBundled || existsSync(`${modules}/.bin/node`)) return;
  mkdirSync(`${modules}/.bin`, { recursive: true });
  symlinkSync(`../${bundled}/node`, `${modules}/.bin/node`);
}

linkBundledNode();
if (major(installer) < 22) {
  if (!isBundled) {
    console.error(
      `Upline needs Node 22 or later: this is ${process.version}, and Node is bundled for Linux on x64 and arm64 only.`,
    );
    process.exit(1);
  }
  const { status } = spawnSync("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${modules}/${bundled}${delimiter}${process.env.PATH}` },
  });
  if (status !== 0) process.exit(status ?? 1);
  linkBundledNode();
}
recordInstall();
