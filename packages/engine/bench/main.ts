// npm run bench --workspace @upline/engine -- [--deep] [--json] [--sizes 10000,100000]
//
// Computes invented periods of growing size and prints what they cost, and the unilevel part beside SQL.
import { spawnSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { installDuckDb } from "./duckdb.ts";
import type { MerkleMeasure, PeriodMeasure, UnilevelMeasure } from "./measure.ts";

const MEASURE = fileURLToPath(new URL("./measure.ts", import.meta.url));
const USUAL = [10_000, 100_000, 1_000_000];
const DEEP = [1_000_000, 3_000_000, 10_000_000];
/** Beyond it big integers take minutes. */
const LARGEST_EXACT = 100_000;
/** Beyond it SQL takes minutes. */
const LARGEST_SQL = 1_000_000;
const BAR = { people: 1_000_000, seconds: 10, memory: 2048, times: 10, merkleSeconds: 5 };

function measure<T>(what: string, people: number, lane = ""): T | undefined {
  const options = ["--max-old-space-size=8192", "--import", "tsx", MEASURE, what, `${people}`, lane];
  const { stdout, stderr, status } = spawnSync(process.execPath, options, { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (status !== 0) {
    process.stderr.write(`${what} of ${people}: ended with ${status}\n${stderr}`);
    process.exitCode = 1;
    return undefined;
  }
  return (JSON.parse(stdout) as T | null) ?? undefined;
}

const whole = (value: number) => Math.round(value).toLocaleString("en");
const seconds = (value: number) => value.toFixed(2);

function periodTable(periods: readonly PeriodMeasure[]): string {
  const table = new Table({
    head: ["distributors", "sales", "lane", "CPU s", "wall s", "µs/(d+s)", "MiB", "lines", "lines/s", "lines' hash"],
    style: { head: [], border: [] },
  });
  for (const { people, sales, lane, cpu, wall, memory, lines, linesHash } of periods) {
    const each = ((cpu / (people + sales)) * 1e6).toFixed(2);
    const row = [whole(people), whole(sales), lane, seconds(cpu), seconds(wall), each, whole(memory)];
    table.push([...row, whole(lines), whole(lines / cpu), linesHash.slice(0, 12)]);
  }
  return table.toString();
}

function phaseTable(periods: readonly PeriodMeasure[]): string {
  const names = [...new Set(periods.flatMap(({ phases }) => Object.keys(phases)))];
  const head = ["CPU seconds", ...periods.map(({ people, lane }) => `${whole(people)} ${lane}`)];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const name of names) table.push([name, ...periods.map(({ phases }) => seconds(phases[name] ?? 0))]);
  return table.toString();
}

function sqlTable(measures: readonly UnilevelMeasure[]): string {
  const table = new Table({
    head: ["unilevel only, CPU s", ...measures.map(({ people }) => whole(people)), "slower by"],
    style: { head: [], border: [] },
  });
  const last = measures.at(-1) as UnilevelMeasure;
  table.push(["engine, sums", ...measures.map(({ engine }) => seconds(engine)), "1.0"]);
  const times = (value: number) => (value / last.engine).toFixed(1);
  table.push(["engine, all lines", ...measures.map((m) => seconds(m.engineLines)), times(last.engineLines)]);
  for (const name of Object.keys(last.sql)) {
    const label = {
      bySeller: "SQL, recursive by seller",
      byStep: "SQL, a join a step",
      bySale: "SQL, recursive by sale",
    };
    const figures = measures.map(({ sql }) => seconds(sql[name] ?? 0));
    table.push([label[name as keyof typeof label], ...figures, times(last.sql[name] ?? 0)]);
  }
  table.push(["distributors who differ", ...measures.map(({ differing }) => whole(differing)), ""]);
  return table.toString();
}

/** How much more a distributor or sale costs at the largest size than at a tenth of it, or the next smaller one. */
function growth(periods: readonly PeriodMeasure[]): string {
  const fast = periods.filter(({ lane }) => lane === "fast");
  const each = ({ cpu, people, sales }: PeriodMeasure) => cpu / (people + sales);
  const steps = fast.slice(1).map((next, index) => {
    const before = fast[index] as PeriodMeasure;
    return `${whole(before.people)} to ${whole(next.people)}: ${(each(next) / each(before)).toFixed(2)}`;
  });
  return `Cost of one distributor or sale, against the size before (1 is linear): ${steps.join("; ")}.`;
}

/** What the bars say of the largest period that they are about. */
function verdicts(
  periods: readonly PeriodMeasure[],
  unilevel: readonly UnilevelMeasure[],
  merkle: MerkleMeasure | undefined,
): string[] {
  const said: string[] = [];
  const say = (met: boolean, text: string) => said.push(`${met ? "met" : "NOT MET"}: ${text}`);
  const period = periods.find(({ people, lane }) => people === BAR.people && lane === "fast");
  if (period !== undefined) {
    say(period.cpu <= BAR.seconds, `${seconds(period.cpu)} s of the processor, at most ${BAR.seconds}`);
    say(period.memory <= BAR.memory, `${whole(period.memory)} MiB, at most ${whole(BAR.memory)}`);
  }
  const compared = unilevel.at(-1);
  if (compared !== undefined) {
    say(compared.differing === 0, `SQL and engine agree to the unit at ${whole(compared.people)} distributors`);
    const best = Math.min(...Object.values(compared.sql)) / compared.engine;
    say(best >= BAR.times, `the fastest SQL takes ${best.toFixed(1)} times as long, at least ${BAR.times}`);
  }
  if (merkle !== undefined) {
    const what = `${seconds(merkle.cpu)} s of the processor for the Merkle tree of ${whole(merkle.claims)} claims`;
    say(merkle.cpu <= BAR.merkleSeconds, `${what}, at most ${BAR.merkleSeconds}`);
  }
  return said;
}

const { values } = parseArgs({
  options: { deep: { type: "boolean" }, json: { type: "boolean" }, sizes: { type: "string" } },
});
const sizes = values.sizes?.split(",").map(Number) ?? (values.deep ? DEEP : USUAL);
if (sizes.some((size) => !Number.isSafeInteger(size) || size < 1 || size > 100_000_000)) {
  console.error("--sizes takes numbers of distributors from 1 to 100,000,000, with commas between them");
  process.exit(2);
}

const periods: PeriodMeasure[] = [];
const unilevel: UnilevelMeasure[] = [];
const hasSql = installDuckDb();
for (const size of sizes) {
  const lanes = size <= LARGEST_EXACT || values.deep ? ["fast", "exact"] : ["fast"];
  for (const lane of lanes) {
    if (lane === "exact" && size > BAR.people) continue;
    const measured = measure<PeriodMeasure>("period", size, lane);
    if (measured !== undefined) periods.push(measured);
  }
  if (!hasSql || size > LARGEST_SQL) continue;
  const measured = measure<UnilevelMeasure>("unilevel", size);
  if (measured !== undefined) unilevel.push(measured);
}
const merkle = sizes.includes(BAR.people) ? measure<MerkleMeasure>("merkle", BAR.people) : undefined;
const machine = {
  node: process.version,
  processor: cpus()[0]?.model ?? "",
  cores: availableParallelism(),
  load: loadavg()[0] ?? 0,
};
const bars = verdicts(periods, unilevel, merkle);
if (values.json) console.log(JSON.stringify({ machine, periods, unilevel, merkle, bars }, null, 2));
else {
  const { node, processor, cores, load } = machine;
  console.log(`Node ${node}, ${processor}, ${cores} cores, load ${load.toFixed(1)}`);
  if (periods.length > 0) console.log([periodTable(periods), phaseTable(periods), growth(periods)].join("\n"));
  if (unilevel.length > 0) console.log(`DuckDB ${unilevel[0]?.database}, one thread\n${sqlTable(unilevel)}`);
  else console.log("DuckDB could not be installed: nothing to compare with.");
  for (const line of bars) console.log(line);
}
// What a machine that does other things cannot promise is printed; what must hold anywhere ends the command.
if (unilevel.some(({ differing }) => differing > 0)) process.exitCode = 1;
