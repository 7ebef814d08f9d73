// npm run coverage: runs the unit tests on instrumented contracts and fails if one of them fails, or if a statement of
// contracts/ (mocks aside) was never run. Hardhat counts statements and lines; it knows no branches. What the other
// tests run beside that is not counted: each statement is to have a unit test.
import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { judge, suiteEnvironment } from "./suites.ts";

const REPORT = "coverage/lcov.info";

/** Tests of contracts; those of scripts, tools and examples would run twice for nothing. */
const TESTS = globSync("test/unit/**/*.test.ts", { exclude: ["test/unit/{scripts,examples,tools}/**"] }).sort();

async function runTests(): Promise<{ output: string; exitCode: number }> {
  const child = spawn("hardhat", ["test", "mocha", "--coverage", ...TESTS], {
    stdio: ["ignore", "pipe", "inherit"],
    env: suiteEnvironment(),
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ output, exitCode: code ?? 1 })));
}

/** Lines with a statement that never ran, by file. */
function uncoveredLines(): Map<string, number[]> {
  const files = new Map<string, number[]>();
  let lines: number[] = [];
  for (const record of readFileSync(REPORT, "utf8").split("\n")) {
    const file = /^SF:(.+)$/.exec(record)?.[1];
    if (file !== undefined) {
      lines = [];
      files.set(file, lines);
    }
    const [, line, count] = /^DA:(\d+),(\d+)/.exec(record) ?? [];
    if (line !== undefined && count === "0") lines.push(Number(line));
  }
  return files;
}

/** Statement coverage by file, in per cent, from the table that Hardhat prints. */
function statementCoverage(output: string): Map<string, number> {
  const rows = stripVTControlCharacters(output).matchAll(
    /^\W*(contracts\/\S+\.sol|Total)\s*\W+([\d.]+)\s*\W+([\d.]+)\s/gm,
  );
  return new Map([...rows].map(([, file = "", , percent]) => [file, Number(percent)]));
}

rmSync(REPORT, { force: true });
const { output, exitCode } = await runTests();
const verdict = judge(output, exitCode);
const problems: string[] = [];
if (verdict.failed > 0) problems.push(`tests failed: ${verdict.problem ?? verdict.failed}`);

const lines = existsSync(REPORT) ? uncoveredLines() : new Map<string, number[]>();
const statements = statementCoverage(output);
if (lines.size === 0 || !statements.has("Total")) problems.push("Hardhat reported no coverage");
for (const [file, percent] of statements) {
  if (percent < 100)
    problems.push(
      `${file}: ${percent} % of statements${file === "Total" ? "" : `, lines ${lines.get(file)?.join(", ") || "unknown"}`}`,
    );
}
for (const [file, uncovered] of lines) {
  if (uncovered.length > 0 && !statements.has(file)) problems.push(`${file}: lines ${uncovered.join(", ")}`);
}

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? `coverage: 100 % of statements in ${lines.size} files` : "coverage: incomplete");
process.exitCode = problems.length === 0 ? 0 : 1;
