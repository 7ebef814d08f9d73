// An evidence bundle is one file of JSON lines: what it is; the nodes of all proofs; questions with their answers;
// attachments; events; and at the end how many lines there were, and their SHA-256. Everything is sorted, and nothing
// tells when or where it was made: the same evidence gives the same bytes.

import type { Parties } from "../chain/source.ts";

export const FORMAT = "upline-evidence";
/** Of the bundles that are written. It rises with what an audit asks for, or what a report says of the answers. */
export const VERSION = 2;
/** What bundles of earlier versions lack, which are read all the same. */
export const LACKING: ReadonlyMap<number, string> = new Map([[1, "transfers of the token"]]);

/** The first line: what was audited. */
export interface BundleHead {
  /** Of the file, which is `VERSION` or an earlier one. */
  readonly version: number;
  /** Address of the core. */
  readonly programme: string;
  /** Hash of the block. */
  readonly block: string;
  /** Whether the auditor named the block. */
  readonly named: boolean;
  /** How many sources were asked; the first is the one that was audited. */
  readonly sources: number;
}

/** What else belongs to an audit, by name: its plan, its report. Any JSON. */
export type Attachments = Readonly<Record<string, unknown>>;

/** Names of attachments: never used as paths, and plain all the same. */
export const ATTACHMENT_NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** A question for events, as it stands before them. */
export interface EntriesHead {
  readonly source: number;
  readonly block: string;
  readonly address: string;
  readonly from: bigint;
  /** Where transfers of a token were asked for, between whom. */
  readonly parties?: Parties;
}

export function entriesKey({ source, block, address, from, parties }: EntriesHead): string {
  const of = [source, block.toLowerCase(), address.toLowerCase(), from.toString()];
  return JSON.stringify(parties === undefined ? of : [...of, parties.senders, parties.recipients]);
}
