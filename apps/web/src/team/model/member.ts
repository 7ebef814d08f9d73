// Somebody in a team, and where teams are read from.

import { ProtocolError } from "@upline/protocol";

/** One person as a row of the team shows him. Amounts in token units. */
export interface Member {
  readonly id: bigint;
  /** Id of the sponsor; 0 for the company. */
  readonly sponsor: bigint;
  /** Undefined for who was imported without one and has bound none yet. */
  readonly wallet: string | undefined;
  /** The rank that was set last, which counts from the period after that on; 0 is none. */
  readonly rank: number;
  /** Active in this period. */
  readonly active: boolean;
  /** Own retail periodSold settled in this period. */
  readonly periodSold: bigint;
  /** How many he sponsors himself. */
  readonly directs: number;
  /** Everybody below him, at any depth. */
  readonly people: number;
  /** Totals of the sales that everybody below him ever made, refunded ones left out; his own are not among them. */
  readonly teamSold: bigint;
}

/** Somebody of a downline, and how far below he is. */
export interface LevelledMember extends Member {
  /** 1 for who is sponsored directly. */
  readonly level: number;
}

/** Some rows in the order of their numbers. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** The number after which the next page begins; undefined if this is the last one. */
  readonly next: bigint | undefined;
}

/** Where a team is read from. Every method may fail; nothing is kept of a failed answer. */
export interface TeamSource {
  /** One of them. @returns Undefined if there is none of that number. */
  member(id: bigint, signal?: AbortSignal): Promise<Member | undefined>;
  /** Whom somebody sponsors himself, after a number, at most `limit` of them. */
  children(id: bigint, after: bigint, limit: number, signal?: AbortSignal): Promise<Page<Member>>;
  /** Everybody below somebody at any depth, after a number, at most `limit` of them. */
  downline(id: bigint, after: bigint, limit: number, signal?: AbortSignal): Promise<Page<LevelledMember>>;
  /** From the company down to the sponsor; empty for the company. */
  upline(id: bigint, signal?: AbortSignal): Promise<readonly bigint[]>;
  /** Whoever has this number or wallet, or a wallet that begins so; the best first, a few of them. */
  search(text: string, signal?: AbortSignal): Promise<readonly Member[]>;
}

/** Somebody who was looked for is not below the one whose team is shown. */
export class NotInTeam extends ProtocolError {
  override readonly name = "NotInTeam";

  constructor(id: bigint, top: bigint) {
    super(
      `Distributor ${id} is not in the team of distributor ${top}.`,
      { id, top },
      `Look for somebody below ${top}, or open the team of ${id}.`,
    );
  }
}

/** There is nobody of a number. */
export class MemberUnknown extends ProtocolError {
  override readonly name = "MemberUnknown";

  constructor(id: bigint) {
    super(`There is no distributor ${id}.`, { id }, "Look for another number.");
  }
}
