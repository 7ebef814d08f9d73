import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Line, LineBatch, PeriodResult } from "../../../engine/src/index.ts";
import { type WholeFile, WholeFiles } from "../files/whole-file.ts";
import { FileUnusable } from "../input/problems.ts";
import { toJson } from "../terminal/output.ts";
import { csvRow, plainAmount } from "./csv-text.ts";

/** Columns of `lines.csv`. */
const LINE_COLUMNS = [
  "kind",
  "bonus",
  "beneficiary",
  "level",
  "source_kind",
  "source",
  "base",
  "rate_bp",
  "amount",
  "reason",
  "passed_over",
  "facts",
] as const;

/** The files of one run, in a folder: all of them are put in their place together, or none. */
export class ResultFolder {
  readonly #folder: string;
  readonly #decimals: number;
  readonly #files = new WholeFiles();
  readonly #lines: WholeFile;

  /** @throws FileUnusable */
  constructor(folder: string, decimals: number) {
    this.#folder = folder;
    this.#decimals = decimals;
    try {
      mkdirSync(folder, { recursive: true });
      this.#lines = this.#open("lines.csv");
    } catch (error) {
      throw new FileUnusable(folder, "write", error);
    }
    this.#lines.write(csvRow(LINE_COLUMNS));
  }

  /** Writes lines as they come. */
  readonly sink = (batch: LineBatch): void => {
    for (const line of batch) this.#lines.write(this.#row(line));
  };

  /** Writes what the lines come to: earnings, the canonical result, and the summary. */
  write(result: PeriodResult, summary: unknown): void {
    const earnings = this.#open("earnings.csv");
    earnings.write(csvRow(["distributor", "amount"]));
    for (const { distributor, amount } of result.earnings()) {
      earnings.write(csvRow([distributor, plainAmount(amount, this.#decimals)]));
    }
    const canonical = this.#open("result.json");
    for (const piece of result.canonical()) canonical.write(piece);
    this.#open("summary.json").write(`${toJson(summary)}\n`);
  }

  /** Adds a file elsewhere, which takes its place with the others. */
  add(file: string, text: string): void {
    try {
      this.#files.begin(file).write(text);
    } catch (error) {
      throw new FileUnusable(file, "write", error);
    }
  }

  /** Puts all files in their places. */
  finish(): void {
    this.#files.finish();
  }

  /** Leaves what was there before. */
  discard(): void {
    this.#files.discard();
  }

  #open(name: string): WholeFile {
    return this.#files.begin(join(this.#folder, name));
  }

  #row({ kind, bonus, beneficiary, level, source, base, rate, amount, reason, skipped, facts }: Line): string {
    return csvRow([
      kind,
      bonus,
      beneficiary,
      level,
      source.kind,
      source.id,
      plainAmount(base, this.#decimals),
      rate,
      plainAmount(amount, this.#decimals),
      reason === "none" ? "" : reason,
      skipped.map(({ distributor, reason: why }) => `${distributor} ${why}`).join("; "),
      Object.entries(facts)
        .map(([name, value]) => `${name}=${value}`)
        .join("; "),
    ]);
  }
}
