import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { writeTogether } from "../../packages/cli/src/files/whole-file.ts";
import { shortPath } from "../../packages/cli/src/input/problems.ts";
import { csvRow, plainAmount } from "../../packages/cli/src/output/csv-text.ts";
import { toJson } from "../../packages/cli/src/terminal/output.ts";
import { formatTime, ProtocolError, type TokenUnit } from "../../packages/protocol/src/index.ts";
import type { Part } from "./parts.ts";

/** An export cannot be written to a folder. */
export class ExportImpossible extends ProtocolError {
  override readonly name = "ExportImpossible";

  constructor(folder: string, reason: string) {
    super(
      `cannot export to ${shortPath(folder)}: ${reason}`,
      { folder, reason },
      "Name a new folder with --export, in a place where you may write.",
    );
  }
}

/** What `upline plan calculate` reads. */
export const EXPORTED = { plan: "plan.json", network: "network.csv", sales: "sales.csv" } as const;

/**
 * Makes the folder of an export, which has to be empty, so that nothing in it is of another one.
 * @throws ExportImpossible
 */
export function prepareExport(folder: string): void {
  const files = attempt(folder, () => {
    mkdirSync(folder, { recursive: true });
    return readdirSync(folder);
  });
  if (files.length > 0) throw new ExportImpossible(folder, `it is not empty: it has ${files[0]}`);
}

/** The folder of a part: the export's own, if it is the only one. */
export function folderOf(part: Part, { length }: readonly Part[], folder: string): string {
  return length === 1 ? folder : join(folder, `period-${`${part.period}`.padStart(3, "0")}-plan-${part.version}`);
}

/**
 * Writes plan, people and sales as files that the `upline` command reads: all of them, or none.
 * @param names What explanations call people, by their ids.
 * @throws ExportImpossible
 */
export function writeExport(
  folder: string,
  parts: readonly Part[],
  { decimals }: TokenUnit,
  names: ReadonlyMap<number, string>,
): void {
  const files = parts.flatMap((part) => {
    const own = folderOf(part, parts, folder);
    return [
      [join(own, EXPORTED.plan), `${toJson(part.document)}\n`],
      [join(own, EXPORTED.network), networkText(part, names)],
      [join(own, EXPORTED.sales), salesText(part, decimals)],
    ] as const;
  });
  attempt(folder, () => {
    for (const part of parts) mkdirSync(folderOf(part, parts, folder), { recursive: true });
    writeTogether(new Map(files));
  });
}

function networkText({ network }: Part, names: ReadonlyMap<number, string>): string {
  const head = ["id", "sponsor", "enrolled", "rank", "active", ...(names.size === 0 ? [] : ["name"])];
  const rows = network.map(({ id, sponsor, enrolled, rank, active }) => [
    id,
    sponsor,
    timeText(enrolled),
    rank,
    active ? "yes" : "no",
    ...(names.size === 0 ? [] : [names.get(Number(id))]),
  ]);
  return [head, ...rows].map(csvRow).join("");
}

function salesText({ sales }: Part, decimals: number): string {
  const amount = (units: bigint | number = 0) => plainAmount(BigInt(units), decimals);
  const head = ["id", "seller", "buyer", "kind", "price", "wholesale", "cv", "time"];
  const rows = sales.map(({ id, seller, buyer, kind, price, wholesale, cv, time }) => [
    id,
    seller,
    buyer,
    kind,
    amount(price),
    amount(wholesale),
    amount(cv),
    timeText(time),
  ]);
  return [head, ...rows].map(csvRow).join("");
}

function timeText(seconds: number): string {
  return formatTime(BigInt(seconds));
}

function attempt<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new ExportImpossible(folder, error instanceof Error ? error.message : String(error));
  }
}
