// npm run gas: what the contracts cost, beside what somebody would write or take instead, all measured in this run on
// the build that ships. Exits with 1 when a figure is above its bar, or more than one per cent above test/gas/snapshot.json.
//
//   npm run gas -- --write    writes the snapshot and the tables of docs/gas.md
//   npm run gas -- --json     prints all as JSON
import Table from "cli-table3";
import pc from "picocolors";
import { type Figure, type Measurements, measure, type SaleRow } from "./measure.ts";
import { writePage } from "./page.ts";
import { type Change, changesSince, figuresOf, readSnapshot, writeSnapshot } from "./snapshot.ts";

const thousands = (gas: bigint): string => gas.toLocaleString("en");

function shown({ gas, bar }: Figure): string {
  return gas > bar ? pc.red(`${thousands(gas)} !`) : thousands(gas);
}

function table(head: string[]) {
  const colAligns = head.map((_, i) => (i === 0 ? ("left" as const) : ("right" as const)));
  return new Table({ head, colAligns, style: { head: [], border: [], compact: true } });
}

const SALE_ROWS: readonly [string, (row: SaleRow) => string][] = [
  ["floor(N) = pull + 5,000 N", (row) => thousands(row.floor)],
  ["final sale", (row) => shown(row.sale)],
  ["  bar: floor(N) + 22,000 + 1,000 N", (row) => thousands(row.sale.bar)],
  ["final sale with pool share", (row) => shown(row.withPool)],
  ["  bar: 5,000 more", (row) => thousands(row.withPool.bar)],
  ["a tutorial's push loop", (row) => thousands(row.pushLoop)],
  ["a tutorial's pull ledger", (row) => thousands(row.pullLedger)],
  ["OpenZeppelin PaymentSplitter 4.9.6", (row) => thousands(row.paymentSplitter)],
  ["escrowed purchase", (row) => shown(row.escrowed)],
  ["  bar: 85,000 + 3,200 N", (row) => thousands(row.escrowed.bar)],
];

function print({ pull, sales, operations, notes, features, steps }: Measurements): void {
  console.log(`A transaction that only pulls the price: ${thousands(pull)} gas`);
  console.log("One sale, balances non-zero, slots cold, by N = distributors written:");
  const rows = table(["gas", ...sales.map(({ payees }) => `N=${payees}`)]);
  for (const [name, value] of SALE_ROWS) rows.push([name, ...sales.map(value)]);
  console.log(rows.toString());
  const others = table(["gas", "measured", "bar"]);
  for (const figure of operations) others.push([figure.name, shown(figure), thousands(figure.bar)]);
  for (const { name, gas } of notes) others.push([name, thousands(gas), "–"]);
  console.log(others.toString());
  const added = table(["what a final sale costs more (or less)", "gas"]);
  for (const { name, gas } of features) added.push([name, thousands(gas)]);
  console.log(added.toString());
  for (const { payees, parts } of steps) {
    const spent = table([`where the gas of a final sale goes, N=${payees}`, "gas"]);
    for (const { name, gas } of parts) spent.push([name, thousands(gas)]);
    console.log(spent.toString());
  }
}

/** Says what differs from the snapshot. @returns Whether it may. */
function compare(changes: readonly Change[]): boolean {
  for (const { name, before, now, fails } of changes) {
    const was = before === undefined ? "is not in the snapshot" : `was ${thousands(before)}`;
    const is = now === undefined ? "is not measured any more" : `is ${thousands(now)}`;
    console.error(`${fails ? pc.red("snapshot:") : "snapshot:"} ${name}: ${was}, ${is}`);
  }
  if (changes.length > 0) console.error("`npm run gas -- --write` writes the snapshot and docs/gas.md anew.");
  return changes.every(({ fails }) => !fails);
}

const measurements = await measure((what) => process.stderr.isTTY && console.error(pc.dim(`measuring: ${what}`)));
const figures = measurements.sales.flatMap(({ sale, withPool, escrowed }) => [sale, withPool, escrowed]);
const above = [...figures, ...measurements.operations].filter(({ gas, bar }) => gas > bar);

if (process.argv.includes("--json")) {
  console.log(JSON.stringify(measurements, (_, value) => (typeof value === "bigint" ? value.toString() : value), 2));
} else {
  print(measurements);
}
for (const { name, gas, bar } of above) {
  console.error(`${name} costs ${thousands(gas)} gas, ${thousands(gas - bar)} above its bar of ${thousands(bar)}.`);
}
if (process.argv.includes("--write")) {
  writeSnapshot(figuresOf(measurements));
  await writePage(measurements);
}
const held = compare(changesSince(readSnapshot(), figuresOf(measurements)));
process.exitCode = above.length === 0 && held ? 0 : 1;
