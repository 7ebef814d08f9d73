// npm run size: how large the contracts are, how long their longest functions, and which storage slots the core has.
//
//   npm run size               prints it; fails when a contract has too little to spare or docs/architecture.md says
//                              something else
//   npm run size -- --write    writes it to docs/architecture.md
import { readFileSync, writeFileSync } from "node:fs";
import Table from "cli-table3";
import pc from "picocolors";
import { functionLengths } from "./figures/functions.ts";
import { LEAST_SPARE, LIMIT, sizes } from "./figures/sizes.ts";
import { storageRows } from "./figures/storage.ts";

const PAGE = "docs/architecture.md";
const [BEGIN, END] = ["<!-- npm run size -->", "<!-- end -->"];
const LONGEST = 5;

const contracts = sizes();
const functions = functionLengths().slice(0, LONGEST);
const storage = storageRows();
const single = storage.filter(({ kind }) => kind === "words").reduce((sum, { slots }) => sum + slots, 0);
const count = (kind: string) => storage.filter((row) => row.kind === kind).length;
const slots = `${single} single slots, ${count("mapping")} mappings, ${count("array")} arrays`;

function show(head: string[], rows: readonly (readonly string[])[]): void {
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => [...row]));
  console.log(table.toString());
}

const bytesOf = (bytes: number) => bytes.toLocaleString("en");
const sizeRows = contracts.map(({ name, file, bytes, spare }) => [name, file, bytesOf(bytes), `${spare.toFixed(1)} %`]);
const functionRows = functions.map(({ name, file, lines }) => [name, file, `${lines}`]);
const storageTable = storage.map(({ slot, content, kind, slots: n }) => [slot, content, kind, `${n}`]);

show(
  ["contract", "file", "bytes", `spare of ${bytesOf(LIMIT)}`],
  sizeRows.map((row, i) => ((contracts[i]?.spare ?? 0) < LEAST_SPARE ? row.map((cell) => pc.red(cell)) : row)),
);
show(["longest functions", "file", "lines"], functionRows);
show(["slot", "content", "kind", "slots"], storageTable);
console.log(slots);

const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
const markdown = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
const page = [
  BEGIN,
  markdown(
    ["contract", "bytes", "spare"],
    sizeRows.map(([name = "", , bytes = "", spare = ""]) => [name, bytes, spare]),
  ),
  markdown(
    ["longest functions", "lines"],
    functionRows.map(([name = "", , lines = ""]) => [name, lines]),
  ),
  `The core has ${slots}.`,
  END,
].join("\n\n");

const text = readFileSync(PAGE, "utf8");
const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
if (start < 0 || end < 0) throw new Error(`${PAGE} has no place between ${BEGIN} and ${END}.`);
/** Without what a formatter does to tables. */
const plain = (markdownText: string) => markdownText.replaceAll(/-+/g, "-").replaceAll(/ +/g, " ");

const full = contracts.filter(({ spare }) => spare < LEAST_SPARE);
for (const { name, spare } of full) {
  console.error(`${name} has ${spare.toFixed(1)} % to spare; at least ${LEAST_SPARE} % are wanted.`);
}
if (process.argv.includes("--write")) {
  writeFileSync(PAGE, text.slice(0, start) + page + text.slice(end + END.length));
} else if (plain(text.slice(start, end + END.length)) !== plain(page)) {
  console.error(`${PAGE} has other figures: write them with \`npm run size -- --write\`.`);
  process.exitCode = 1;
}
if (full.length > 0) process.exitCode = 1;
