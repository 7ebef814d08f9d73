// Writes what the contracts' code must be on the chain, for audits, from a build from nothing.
//
//   npm run builds               writes it
//   npm run builds -- --check    fails if it is not what the build gives
import { readFileSync, writeFileSync } from "node:fs";
import { buildsText, readBuilds } from "./figures/builds.ts";

const FILE = "packages/protocol/src/builds/contracts.json";

const text = buildsText(await readBuilds());
if (!process.argv.includes("--check")) {
  writeFileSync(FILE, text);
  console.log(`wrote ${FILE}`);
} else if (readFileSync(FILE, "utf8") === text) {
  console.log(`${FILE} is what the build gives`);
} else {
  console.error(`${FILE} is not what the build gives. Build from nothing, run npm run builds, and commit it.`);
  process.exitCode = 1;
}
