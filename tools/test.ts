// npm test: builds, runs every suite to its end, two at a time, and closes with one line over all of them:
// `N passed, N failed`. The engine is tested while the contracts are built, which takes minutes.
//
//   npm test                      all suites
//   npm test -- solidity unit     only those named
import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { type Suite, Turns } from "./suite-run.ts";
import { formatTally, suiteEnvironment } from "./suites.ts";

interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
}

const manifest = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Manifest;
/** It depends on nothing, and so not on the build either. */
const EARLY = "@upline/engine";
/** Each suite is one process with a chain of its own; more would only share the memory's speed. */
const AT_ONCE = Math.min(2, availableParallelism());

/** Files of the Mocha suites. Those of the protocol package prove it against contracts on a Hardhat network. */
function mochaFiles(): { stories: string[]; units: string[] } {
  const all = globSync(["test/**/*.test.ts", "packages/protocol/test/**/*.test.ts"]).sort();
  const isStory = (file: string) => file.startsWith("test/integration/");
  return { stories: all.filter(isStory), units: all.filter((file) => !isStory(file)) };
}

/** The Hardhat suites, the longest first, and every workspace that has a test script. */
function allSuites(): Suite[] {
  const workspaces = (manifest("package.json").workspaces ?? [])
    .flatMap((pattern) => globSync(`${pattern}/package.json`))
    .sort()
    .map(manifest)
    .filter(({ scripts }) => scripts?.test !== undefined)
    .map(
      ({ name = "" }): Suite => ({
        name,
        command: ["npm", "test", "--silent", "--workspace", name],
        early: name === EARLY,
      }),
    );
  const { stories, units } = mochaFiles();
  return [
    { name: "integration", command: ["hardhat", "test", "mocha", "--no-compile", ...stories] },
    { name: "unit", command: ["hardhat", "test", "mocha", "--no-compile", ...units] },
    { name: "solidity", command: ["hardhat", "test", "solidity", "--no-compile"] },
    ...workspaces,
  ];
}

/** Suites would build at the same time, and into the same place. */
function build(): Promise<boolean> {
  const child = spawn("hardhat", ["build"], { stdio: ["ignore", "inherit", "inherit"], env: suiteEnvironment() });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`hardhat: ${error.message}`);
      resolve(false);
    });
    child.on("close", (code) => resolve(code === 0));
  });
}

const suites = allSuites();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0 || !existsSync("hardhat.config.ts")) {
  console.error(
    `Unknown suite: ${unknown.join(", ")}. Suites, from the repository's root: ${suites.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(2);
}

const chosen = suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const results = await new Turns(AT_ONCE).run(chosen, build);
if (results === undefined) {
  console.log("The build failed: no suite that needs it was run.");
  console.log(formatTally({ passed: 0, failed: 1 }));
  process.exit(1);
}
const total = (key: "passed" | "failed") => results.reduce((sum, result) => sum + result[key], 0);
const [passed, failed] = [total("passed"), total("failed")];
for (const { name, seconds, problem, ...tally } of results) {
  console.log(`${name}: ${formatTally(tally)} in ${seconds} s${problem === undefined ? "" : `: ${problem}`}`);
}
console.log(formatTally({ passed, failed }));
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
