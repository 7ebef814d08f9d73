// npm run prove: proves what proofs/ says of the contracts, for all inputs within its bounds. See docs/proofs.md.
import { InvalidArgumentError } from "commander";
import { coloursFor } from "../packages/cli/src/terminal/style.ts";
import { table } from "../packages/cli/src/terminal/table.ts";
import { command, EXIT, runCommand, wholeNumber } from "../scripts/terminal/command.ts";
import { PROPERTIES, type Property } from "./prove/properties.ts";
import { prove, type Result, Sources } from "./prove/prove.ts";
import { beginReplay } from "./prove/replay.ts";
import { solverVersion } from "./prove/z3.ts";

interface Options {
  readonly only?: string;
  readonly json?: boolean;
  readonly seconds: number;
}

const made = command("prove", "Proves the properties in proofs/, and that the prover finds a planted bug of each.")
  .option("--only <text>", "only properties whose name contains this", parseName)
  .option("--seconds <n>", "how long the solver may take for one question", wholeNumber(1, 3600), 120)
  .option("--json", "print the results as JSON")
  .action(run);

function parseName(text: string): string {
  if (!PROPERTIES.some(({ name }) => name.includes(text))) {
    throw new InvalidArgumentError(`Properties are ${PROPERTIES.map(({ name }) => name).join(", ")}.`);
  }
  return text;
}

async function run({ only = "", json = false, seconds }: Options): Promise<void> {
  const start = performance.now();
  const version = solverVersion();
  const means = { sources: new Sources(), replay: await beginReplay(), seconds };
  const results: Result[] = [];
  for (const property of PROPERTIES.filter(({ name }) => name.includes(only))) {
    const result = await prove(property, means, progress(property));
    process.stderr.write(`${process.stderr.isTTY ? "\r\u001b[K" : ""}${line(result)}\n`);
    results.push(result);
  }
  const total = (performance.now() - start) / 1000;
  const ok = results.every(({ proved, bug }) => proved && bug.found);
  console.log(json ? JSON.stringify({ solver: version, seconds: total, ok, results }, undefined, 2) : report(results));
  if (!json) console.log(`${summary(results)} in ${total.toFixed(0)} s, by ${version}`);
  process.exitCode = ok ? EXIT.ok : EXIT.failed;
}

/** On a terminal: what is being done, on one line. */
function progress({ name }: Property): (what: string) => void {
  if (!process.stderr.isTTY) return () => {};
  return (what) => process.stderr.write(`\r\u001b[K  ${name}: ${what}`);
}

const verdict = ({ proved }: Result) => (proved ? "proved" : "NOT PROVED");

const bugWord = ({ found, replayed }: Result["bug"]) => {
  if (!found) return replayed === false ? "NOT IN BYTECODE" : "NOT FOUND";
  return replayed === undefined ? "found" : "found, fails in bytecode";
};

function line(result: Result): string {
  const colours = coloursFor(process.stderr);
  const good = result.proved && result.bug.found;
  const text = `${good ? "✓" : "✗"} ${result.name}: ${verdict(result)}, planted bug ${bugWord(result.bug)}, ${result.seconds.toFixed(1)} s`;
  return [good ? colours.green(text) : colours.red(text), ...result.problems.map((problem) => `    ${problem}`)].join(
    "\n",
  );
}

function report(results: readonly Result[]): string {
  const { dim } = coloursFor(process.stdout);
  const columns = [
    { head: "property" },
    { head: "for" },
    { head: "result" },
    { head: "planted bug" },
    { head: "claims", align: "right" as const },
    { head: "time", align: "right" as const },
  ];
  const rows = results.map((result) => [
    `${result.name}: ${result.says}`,
    result.bounds,
    verdict(result),
    bugWord(result.bug),
    `${result.claims}`,
    `${result.seconds.toFixed(1)} s`,
  ]);
  return table(columns, rows, dim);
}

function summary(results: readonly Result[]): string {
  const proved = results.filter((result) => result.proved).length;
  const found = results.filter(({ bug }) => bug.found).length;
  return `${proved} of ${results.length} proved, ${found} of ${results.length} planted bugs found`;
}

await runCommand(made);
