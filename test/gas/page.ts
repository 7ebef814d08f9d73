import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { PAYEES } from "./bars.ts";
import type { Measurements, SaleRow } from "./measure.ts";
import type { Step } from "./steps.ts";

const PAGE = "docs/gas.md";
const [BEGIN, END] = ["<!-- npm run gas -->", "<!-- end -->"];

const thousands = (gas: bigint): string => gas.toLocaleString("en");
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, i) => (i === 0 ? "---" : "--:"));
  return [head, rule, ...rows].map(row).join("\n");
}

/** What is above the floor, as the protocol's goal counts it: 16,000 and 700 a payee. */
const goal = ({ floor, payees }: SaleRow) => floor + 16_000n + 700n * BigInt(payees);

function salesTable(sales: readonly SaleRow[]): string {
  const cells = (name: string, value: (sale: SaleRow) => bigint) => [
    name,
    ...sales.map((one) => thousands(value(one))),
  ];
  return table(
    ["gas", ...PAYEES.map((payees) => `N=${payees}`)],
    [
      cells("floor(N)", ({ floor }) => floor),
      cells("goal: floor(N) + 16,000 + 700 N", goal),
      cells("**final sale**", ({ sale }) => sale.gas),
      cells("bar: floor(N) + 22,000 + 1,000 N", ({ sale }) => sale.bar),
      cells("above the goal", (one) => one.sale.gas - goal(one)),
      cells("**final sale with pool share**", ({ withPool }) => withPool.gas),
      cells("its bar: 5,000 more", ({ withPool }) => withPool.bar),
      cells("**escrowed purchase**", ({ escrowed }) => escrowed.gas),
      cells("its bar: 85,000 + 3,200 N", ({ escrowed }) => escrowed.bar),
      cells("a tutorial's push loop", ({ pushLoop }) => pushLoop),
      cells("a tutorial's pull ledger", ({ pullLedger }) => pullLedger),
      cells("OpenZeppelin PaymentSplitter 4.9.6", ({ paymentSplitter }) => paymentSplitter),
    ],
  );
}

function stepsTable(steps: Measurements["steps"]): string {
  const names = [...new Set(steps.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const of = (parts: readonly Step[], name: string) => parts.find((part) => part.name === name)?.gas ?? 0n;
  const sum = (parts: readonly Step[]) => parts.reduce((total, { gas }) => total + gas, 0n);
  return table(
    ["where the gas of a final sale goes", ...steps.map(({ payees }) => `N=${payees}`)],
    [
      ...names.map((name) => [name, ...steps.map(({ parts }) => thousands(of(parts, name)))]),
      ["together", ...steps.map(({ parts }) => thousands(sum(parts)))],
    ],
  );
}

function pageOf({ sales, operations, notes, features, steps }: Measurements): string {
  const others = [
    ...operations.map(({ name, gas, bar }) => [name, thousands(gas), thousands(bar)]),
    ...notes.map(({ name, gas }) => [name, thousands(gas), "–"]),
  ];
  return [
    BEGIN,
    salesTable(sales),
    stepsTable(steps),
    table(
      ["what a final sale costs more (or less)", "gas"],
      features.map(({ name, gas }) => [name, thousands(gas)]),
    ),
    table(["operation", "gas", "bar"], others),
    END,
  ].join("\n\n");
}

/** Writes the measured tables into docs/gas.md, between its marks, as `npm run format` leaves them. */
export async function writePage(measurements: Measurements): Promise<void> {
  const text = readFileSync(PAGE, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${PAGE} needs the marks ${BEGIN} and ${END}`);
  const page = text.slice(0, from) + pageOf(measurements) + text.slice(to + END.length);
  writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}
