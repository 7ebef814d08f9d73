// npm test: runs every suite, each to its end, and closes with one line over all of them: `N passed, N failed`.
//
//   npm test                       all suites
//   npm test -- solidity mocha     only those named
import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { formatTally, judge, suiteEnvironment } from "./suites.ts";

interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
}

const manifest = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Manifest;

/** The Hardhat suites, and every workspace that has a test script. */
function allSuites(): Suite[] {
  const workspaces = (manifest("package.json").workspaces ?? [])
    .flatMap((pattern) => globSync(`${pattern}/package.json`))
    .sort()
    .map(manifest)
    .filter(({ scripts }) => scripts?.test !== undefined)
    .map(({ name = "" }): Suite => ({ name, command: ["npm", "test", "--silent", "--workspace", name] }));
  return [
    { name: "solidity", command: ["hardhat", "test", "solidity"] },
    { name: "mocha", command: ["hardhat", "test", "mocha"] },
    ...workspaces,
  ];
}

/** Runs a command, shows its output as it comes, and returns it with the exit code. */
async function run([program, ...args]: Suite["command"]): Promise<{ output: string; exitCode: number }> {
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: suiteEnvironment(),
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    process.stdout.write(text);
  });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.log(`${program}: ${error.message}`);
      resolve({ output, exitCode: 127 });
    });
    child.on("close", (code) => resolve({ output, exitCode: code ?? 1 }));
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

let passed = 0;
let failed = 0;
const summary: string[] = [];
for (const { name, command } of suites) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name} ==\n`);
  const start = performance.now();
  const { output, exitCode } = await run(command);
  const verdict = judge(output, exitCode);
  passed += verdict.passed;
  failed += verdict.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const problem = verdict.problem === undefined ? "" : `: ${verdict.problem}`;
  summary.push(`${name}: ${formatTally(verdict)} in ${seconds} s${problem}`);
}

console.log(`\n${summary.join("\n")}`);
console.log(formatTally({ passed, failed }));
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
