import type { Arguments } from "../../history/arguments.ts";
import { small, text, uint } from "../../history/arguments.ts";
import type { AuditedSale, Entry, Observer } from "../../history/observer.ts";
import type { ProgrammeFacts } from "../../people/programme.ts";
import { creditParts } from "../../sums/split.ts";
import { bytesText } from "../../text/bytes-text.ts";
import { decimal, isoTime, type TokenFacts } from "../../text/figures.ts";
import { detailText, tellPower } from "../powers/kinds.ts";
import { type CsvCell, csvRow } from "./row.ts";

/** The files, with their columns; docs/audit-report.md says what each holds. `_units`: exact integers, beside them decimals. */
export const CSV_FILES = {
  "sales.csv": [
    ...["sale", "id", "entry", "time", "kind", "state", "seller", "buyer", "payer", "plan", "campaign", "reference"],
    ...["total_units", "total", "volume_units", "volume", "profit_units", "profit", "pool_units", "pool"],
    ...["company_units", "company", "lines", "agreed", "block", "transaction"],
  ],
  "credits.csv": [
    ...["sale", "distributor", "time", "amount_units", "amount", "profit_units", "profit", "level", "level_units"],
    ...["rank_units", "other_units", "credited_entry"],
  ],
  "claims.csv": ["entry", "time", "distributor", "to", "amount_units", "amount", "result", "block", "transaction"],
  "powers.csv": ["entry", "time", "group", "event", "subject", "detail", "block", "transaction"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type CsvFile = keyof typeof CSV_FILES;

/** Takes the text of a file, bit by bit. */
export type CsvSink = (text: string) => void;

/**
 * Writes the CSV files while the history passes. A sale has one row when it is placed and, if it was in escrow, one more
 * when it is settled or refunded; credits are written when they are paid out. So nothing is held.
 */
export class CsvFiles implements Observer {
  readonly #token: TokenFacts;
  readonly #sinks: Readonly<Record<CsvFile, CsvSink>>;
  readonly #programme: ProgrammeFacts;

  /** @param programme Of the report, which must see each event before. */
  constructor(token: TokenFacts, sinks: Readonly<Record<CsvFile, CsvSink>>, programme: ProgrammeFacts) {
    this.#programme = programme;
    this.#token = token;
    this.#sinks = sinks;
    for (const file of Object.keys(CSV_FILES) as CsvFile[]) this.#write(file, CSV_FILES[file]);
  }

  event(name: string, args: Arguments, entry: Entry): void {
    if (name === "Paid" || name === "PayoutFailed") this.#claim(name, args, entry);
    this.#power(name, args, entry);
  }

  placed(sale: AuditedSale): void {
    this.#sale(sale, sale.sale.final ? "final" : "escrowed", sale.entry);
    if (sale.sale.final) this.#credits(sale, sale.entry);
  }

  settled(sale: AuditedSale, entry: Entry): void {
    this.#sale(sale, "settled", entry);
    this.#credits(sale, entry);
  }

  refunded(sale: AuditedSale, _to: string, entry: Entry): void {
    this.#sale(sale, "refunded", entry);
  }

  #sale({ number, sale, volume, agreed }: AuditedSale, state: string, entry: Entry): void {
    const lines = sale.lines.map(({ product, quantity, unitPrice }) => `${product}:${quantity}:${unitPrice}`);
    this.#write("sales.csv", [
      number,
      sale.final ? undefined : sale.id,
      entry.number,
      isoTime(entry.timestamp),
      sale.kind,
      state,
      sale.seller,
      sale.buyer,
      sale.payer,
      sale.plan,
      sale.campaign,
      bytesText(sale.ref),
      ...this.#both(sale.total),
      ...this.#both(volume),
      ...this.#both(sale.profit),
      ...this.#both(sale.pool),
      ...this.#both(sale.company),
      lines.join(" "),
      agreed ? "yes" : "no",
      entry.block,
      entry.transaction,
    ]);
  }

  #credits(sale: AuditedSale, entry: Entry): void {
    for (const credit of sale.credits) {
      const { profit, level, byRank, other } = creditParts(sale, credit, this.#programme);
      this.#write("credits.csv", [
        sale.number,
        credit.id,
        isoTime(entry.timestamp),
        ...this.#both(credit.amount),
        ...this.#both(profit),
        level?.level,
        level?.amount ?? 0n,
        byRank,
        other,
        entry.number,
      ]);
    }
  }

  #claim(name: string, args: Arguments, entry: Entry): void {
    this.#write("claims.csv", [
      entry.number,
      isoTime(entry.timestamp),
      small(args, "id"),
      text(args, "to"),
      ...this.#both(uint(args, "amount")),
      name === "Paid" ? "paid" : "failed",
      entry.block,
      entry.transaction,
    ]);
  }

  #power(name: string, args: Arguments, entry: Entry): void {
    const told = tellPower(name, args);
    if (told === undefined) return;
    const detail = detailText(told.detail, this.#token);
    this.#write("powers.csv", [
      entry.number,
      isoTime(entry.timestamp),
      told.group,
      name,
      told.subject,
      detail,
      entry.block,
      entry.transaction,
    ]);
  }

  /** An amount as an exact integer and as a decimal. */
  #both(units: bigint): readonly [bigint, string] {
    return [units, decimal(units, this.#token)];
  }

  #write(file: CsvFile, cells: readonly CsvCell[]): void {
    this.#sinks[file](csvRow(cells));
  }
}
