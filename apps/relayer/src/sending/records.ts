import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Call, Kind } from "../requests/call.ts";
import { exact } from "../server/json.ts";
import type { Fees } from "./fees.ts";

/**
 * How far a request is.
 * - `pending`: sent, and in no block yet.
 * - `confirmed`: in a block, and done.
 * - `failed`: in a block, and refused there, since something changed after the simulation.
 * - `replaced`: another transaction of the relayer's key took its number; nothing was done.
 */
export type State = "pending" | "confirmed" | "failed" | "replaced";

/** A request that was sent. Amounts in wei. */
export interface Relayed {
  readonly id: string;
  readonly kind: Kind;
  readonly call: Call;
  readonly state: State;
  readonly nonce: number;
  readonly gasLimit: bigint;
  readonly fees: Fees;
  /** Hashes of its transactions; each replaces the one before with a higher fee. */
  readonly hashes: readonly string[];
  /** The block that it is in. */
  readonly block?: number;
  /** Nothing will change any more. */
  readonly final: boolean;
  /** What it costs at most while it is pending, then what it has cost. */
  readonly cost: bigint;
  /** What earlier attempts at the same request have cost on the same day. */
  readonly costBefore: bigint;
  /** When it was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Why it failed. */
  readonly problem?: { readonly name: string; readonly sentence: string; readonly advice: string };
}

const DAY = 86_400_000;
/** For so long a request is remembered. */
const REMEMBERED = 3 * DAY;

/** The day of a time, by UTC. */
export const dayOf = (time: number) => Math.floor(time / DAY);
/** Seconds until the next day begins. */
export const secondsLeft = (time: number) => Math.ceil(((dayOf(time) + 1) * DAY - time) / 1_000);

/** Remembers what was sent, in memory and, if it is given a file, there as well: a line a change. */
export class Records {
  readonly #records = new Map<string, Relayed>();
  readonly #file: string | undefined;

  /** @param now In milliseconds since 1970. @throws SyntaxError if a line of the file is none of its own. */
  constructor(file: string | undefined, now: number) {
    this.#file = file;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    for (const record of existsSync(file) ? linesIn(readFileSync(file, "utf8")) : []) this.#keep(record);
    this.forget(now);
    // What is out of date is left out; the file is there as a whole at any time.
    writeFileSync(`${file}.new`, [...this.#records.values()].map(lineOf).join(""));
    renameSync(`${file}.new`, file);
  }

  get(id: string): Relayed | undefined {
    return this.#records.get(id);
  }

  get size(): number {
    return this.#records.size;
  }

  write(record: Relayed): void {
    this.#keep(record);
    if (this.#file !== undefined) appendFileSync(this.#file, lineOf(record));
  }

  /** Takes back what never left. @param before What was known of it before. */
  drop({ id }: Relayed, before: Relayed | undefined): void {
    if (before === undefined) this.#records.delete(id);
    else this.#records.set(id, before);
    if (this.#file !== undefined)
      appendFileSync(this.#file, before === undefined ? `${exact({ id })}\n` : lineOf(before));
  }

  /** Those that may still change, in the order of their numbers. */
  open(): readonly Relayed[] {
    return [...this.#records.values()].filter(({ final }) => !final).sort((a, b) => a.nonce - b.nonce);
  }

  /** What those that wait may cost together. */
  reserved(): bigint {
    return this.open().reduce((sum, { state, cost }) => (state === "pending" ? sum + cost : sum), 0n);
  }

  /** What was spent on a day, with what those that wait may cost. */
  spentOn(day: number): bigint {
    let sum = 0n;
    for (const { sentAt, cost, costBefore } of this.#records.values())
      if (dayOf(sentAt) === day) sum += cost + costBefore;
    return sum;
  }

  /** Forgets what ended long ago. */
  forget(now: number): void {
    for (const [id, { final, sentAt }] of this.#records)
      if (final && now - sentAt > REMEMBERED) this.#records.delete(id);
  }

  #keep(record: Relayed | { readonly id: string }): void {
    if ("state" in record) this.#records.set(record.id, record);
    else this.#records.delete(record.id);
  }
}

const lineOf = (record: Relayed) => `${exact(record)}\n`;

function linesIn(text: string): (Relayed | { readonly id: string })[] {
  const lines = text.split("\n");
  // A process that is killed while it writes leaves half a line.
  const complete = lines.slice(0, -1).filter((line) => line !== "");
  return complete.map((line) =>
    JSON.parse(line, (key, value: unknown) => (AMOUNTS.has(key) ? BigInt(String(value)) : value)),
  );
}

const AMOUNTS: ReadonlySet<string> = new Set([
  "gasLimit",
  "maxFeePerGas",
  "maxPriorityFeePerGas",
  "cost",
  "costBefore",
]);
