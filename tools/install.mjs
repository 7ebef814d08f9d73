// Runs before `npm start` and `npm test`: installs the packages when a fresh clone has none, or when the lockfile has
// changed since they were installed. Plain JavaScript without dependencies, since it may run on Node 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.upline-lock-hash`;
const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .digest("hex");

function isInstalled() {
  try {
    return readFileSync(stamp, "utf8") === lockHash();
  } catch {
    return false;
  }
}

/** Notes which lockfile the packages were installed from. */
export function recordInstall() {
  writeFileSync(stamp, lockHash());
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !isInstalled()) {
  // Standard output is left to the script that is to run.
  console.error("Installing packages, since package-lock.json is new or has changed.");
  const stdio = ["inherit", process.stderr, "inherit"];
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio });
  process.exit(status ?? 1);
}
