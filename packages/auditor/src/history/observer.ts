// What the history tells, one happening at a time and oldest first, to whoever writes reports. So memory does not grow
// with the sales: a report keeps only what it sums up.
import type { Line } from "@upline/engine";
import type { Credit, PlacedSale } from "@upline/protocol";
import type { RawEntry } from "../chain/source.ts";

/** An event with its place in the journal. */
export interface Entry extends RawEntry {
  /** From 0. */
  readonly number: number;
}

/** A credit of a sale, and what the engine says that it is for. */
export interface ExplainedCredit extends Credit {
  /** Retail profit in it, in token units; only the seller's. */
  readonly profit: bigint;
  /** What of it is paid for the rank, in token units. */
  readonly byRank: bigint;
  /** The levels that it pays, 0 for the seller's own; two where a plan pays by level and by rank and they differ. */
  readonly levels: readonly number[];
}

/** A sale as the journal tells it and as the engine recomputed it. */
export interface AuditedSale {
  /** From 1, in the order of the journal. */
  readonly number: number;
  readonly entry: Entry;
  readonly sale: PlacedSale;
  /** Commissionable volume of all lines, in token units. */
  readonly volume: bigint;
  /** What the engine says each credit is for; the amounts are those of the chain. */
  readonly credits: readonly ExplainedCredit[];
  /** Whether the engine's amounts are the chain's. */
  readonly agreed: boolean;
  /** The engine's lines, who was passed over included; empty but for sales for which they were asked for. */
  readonly lines: readonly Line[];
}

/** Who sees the history pass by. Each method is called as it happens; a report takes those that it needs. */
export interface Observer {
  /** A sale was placed; a final one is paid as well. */
  placed?(sale: AuditedSale): void;
  /** A sale in escrow was settled: its credits are paid now. */
  settled?(sale: AuditedSale, entry: Entry): void;
  refunded?(sale: AuditedSale, to: string, entry: Entry): void;
  /**
   * Any event, decoded, before the methods above. A number is a bigint, an address has its checksum, other words are
   * hexadecimal. Of a sale they are the fields of `PlacedSale`, of `SalesSettled` the list of `ids`; of events with lists
   * and structs they are as ethers has them.
   */
  event?(name: string, args: Readonly<Record<string, unknown>>, entry: Entry): void;
}
