// npm run gas: what the contracts cost, beside what somebody would write or take instead, all measured in this run on
// the build that ships. Exits with 1 when a figure is above its bar.
import Table from "cli-table3";
import pc from "picocolors";
import { type Figure, type Measurements, measure, type SaleRow } from "./measure.ts";

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

function print({ pull, sales, operations, notes }: Measurements): void {
  console.log(`A transaction that only pulls the price: ${thousands(pull)} gas`);
  console.log("One sale, balances non-zero, slots cold, by N = distributors written:");
  const rows = table(["gas", ...sales.map(({ payees }) => `N=${payees}`)]);
  for (const [name, value] of SALE_ROWS) rows.push([name, ...sales.map(value)]);
  console.log(rows.toString());
  const others = table(["gas", "measured", "bar"]);
  for (const figure of operations) others.push([figure.name, shown(figure), thousands(figure.bar)]);
  for (const { name, gas } of notes) others.push([name, thousands(gas), "–"]);
  console.log(others.toString());
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
process.exitCode = above.length === 0 ? 0 : 1;
