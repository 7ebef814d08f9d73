// npm run bench --workspace @upline/auditor -- [--json] [--sizes 10000,100000]
//
// Audits invented histories of growing size and prints what they cost. No chain is needed.
import { spawnSync } from "node:child_process";
import { availableParallelism, cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import Table from "cli-table3";
import type { AuditMeasure } from "./measure.ts";

const MEASURE = fileURLToPath(new URL("./measure.ts", import.meta.url));
const USUAL = [10_000, 100_000, 1_000_000];
/** Heap of the measured process, in MiB, so that it collects what is of no use instead of taking the machine's memory. */
const HEAP = 640;
const BAR = { sales: 1_000_000, memory: 1024, entriesPerSecond: 20_000, growth: 1.5 };

const whole = (value: number) => Math.round(value).toLocaleString("en");

function measure(sales: number): AuditMeasure | undefined {
  const options = [`--max-old-space-size=${HEAP}`, "--import", "tsx", MEASURE, `${sales}`];
  const { stdout, stderr, status } = spawnSync(process.execPath, options, { encoding: "utf8" });
  if (status === 0) return JSON.parse(stdout) as AuditMeasure;
  process.stderr.write(`${sales} sales: ended with ${status}\n${stderr}`);
  process.exitCode = 1;
  return undefined;
}

const speed = ({ entries, cpu }: AuditMeasure) => entries / cpu;

function render(measures: readonly AuditMeasure[]): string {
  const head = ["sales", "events", "CPU s", "wall s", "events/s", "hashing", "hash MiB/s", "words", "root s", "MiB"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const measured of measures) {
    const { sales, entries, cpu, wall, hashing, hashSpeed, words, storage, memory } = measured;
    const share = `${((100 * hashing) / cpu).toFixed(0)} %`;
    const times = [cpu.toFixed(2), wall.toFixed(2), whole(speed(measured)), share, whole(hashSpeed)];
    table.push([whole(sales), whole(entries), ...times, whole(words), storage.toFixed(2), whole(memory)]);
  }
  return table.toString();
}

function verdicts(measures: readonly AuditMeasure[]): string[] {
  const said: string[] = [];
  const say = (met: boolean, text: string) => said.push(`${met ? "met" : "NOT MET"}: ${text}`);
  for (const { sales, verified } of measures) say(verified, `${whole(sales)} sales verify`);
  const largest = measures.at(-1);
  if (largest === undefined) return said;
  const rate = `${whole(speed(largest))} events a second of the processor`;
  say(speed(largest) >= BAR.entriesPerSecond, `${rate}, at least ${whole(BAR.entriesPerSecond)}`);
  if (largest.sales >= BAR.sales) say(largest.memory <= BAR.memory, `${whole(largest.memory)} MiB, at most 1,024`);
  const before = measures.at(-2);
  if (before !== undefined) {
    const growth = speed(before) / speed(largest);
    say(
      growth <= BAR.growth,
      `an event costs ${growth.toFixed(2)} times what it costs at the size before (1 is linear)`,
    );
  }
  return said;
}

const { values } = parseArgs({ options: { json: { type: "boolean" }, sizes: { type: "string" } } });
const sizes = values.sizes?.split(",").map(Number) ?? USUAL;
if (sizes.some((size) => !Number.isSafeInteger(size) || size < 100 || size > 100_000_000)) {
  console.error("--sizes takes numbers of sales from 100 to 100,000,000, with commas between them");
  process.exit(2);
}
const measures = sizes.map(measure).filter((measured) => measured !== undefined);
const bars = verdicts(measures);
const machine = { node: process.version, processor: cpus()[0]?.model ?? "", cores: availableParallelism() };
const load = loadavg()[0] ?? 0;
if (values.json) console.log(JSON.stringify({ machine, load, measures, bars }, null, 2));
else {
  console.log(`Node ${machine.node}, ${machine.processor}, ${machine.cores} cores, load ${load.toFixed(1)}`);
  console.log(render(measures));
  for (const line of bars) console.log(line);
}
// What a machine that does other things cannot promise is printed; what must hold anywhere ends the command.
if (measures.some(({ verified }) => !verified)) process.exitCode = 1;
