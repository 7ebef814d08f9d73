// npm skips optional native packages whose `engines` exclude the Node it runs on, and Hardhat's
// simulator is one (Node >= 22). When an older Node installs, a second pass on the bundled Node,
// which lifecycle scripts find first in PATH, adds what was skipped. The lockfile does not change.
import { spawnSync } from "node:child_process";

const installer = / node\/v(\d+)\./.exec(` ${process.env.npm_config_user_agent ?? ""}`)?.[1];

if (Number(installer ?? 0) < 22 && process.env.UPLINE_SECOND_PASS !== "1") {
  const { status } = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    stdio: "inherit",
    env: { ...process.env, UPLINE_SECOND_PASS: "1" },
  });
  process.exit(status ?? 1);
}
