// Invents a history and writes its entries, a line each, and last the journal's head:
//
//   invent.ts SALES
import { once } from "node:events";
import { writeEntry } from "../src/chain/entry-line.ts";
import { Invention } from "../test/helpers/invention.ts";
import { HYBRID } from "../test/helpers/rules.ts";

const SALES_OF_A_PERSON = 20;
const PERIODS = 12;
/** Least number of people, so that small sizes have uplines as well. */
const FEWEST = 50;
const AT_ONCE = 200;

const sales = Number(process.argv[2]);
const people = Math.max(FEWEST, Math.floor(sales / SALES_OF_A_PERSON));
const invention = new Invention({ seed: 1, people, sales, periods: PERIODS, rule: HYBRID });

let lines: string[] = [];
async function write(): Promise<void> {
  if (!process.stdout.write(lines.map((line) => `${line}\n`).join(""))) await once(process.stdout, "drain");
  lines = [];
}
for (const entry of invention.entries()) {
  lines.push(writeEntry(entry));
  if (lines.length === AT_ONCE) await write();
}
lines.push(JSON.stringify({ head: `${invention.head}` }));
await write();
