// npm skips optional native packages whose `engines` exclude the Node that it runs on, and Hardhat's simulator
// (Node >= 22) is one. When an older Node installs, a second pass on the bundled Node 24, which lifecycle scripts
// find first in PATH, adds what was skipped. The lockfile does not change.
import { spawnSync } from "node:child_process";
import { recordInstall } from "./install.mjs";

const major = (version) => Number(/^v?(\d+)\./.exec(version ?? "")?.[1] ?? 0);
const installer = / node\/(\S+)/.exec(` ${process.env.npm_config_user_agent ?? ""}`)?.[1];

if (major(process.version) < 22) {
  console.error(
    `Upline needs Node 22 or later. Node 24 is bundled for Linux on x64 and arm64 only; this is Node ${process.version} on ${process.platform} ${process.arch}.`,
  );
  process.exit(1);
}
if (major(installer) < 22 && process.env.UPLINE_SECOND_PASS !== "1") {
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    env: { ...process.env, UPLINE_SECOND_PASS: "1" },
  });
  if (status !== 0) process.exit(status ?? 1);
}
recordInstall();
