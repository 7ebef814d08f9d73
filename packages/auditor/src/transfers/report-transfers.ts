// The token's own transfers: what the programme's journal does not tell, and no proof covers. They change no verdict.

import { type PlacedTransfer, readTransfer } from "../chain/read-transfer.ts";
import type { Parties, Source } from "../chain/source.ts";
import { findingOf } from "../checks/fault-result.ts";
import type { ReportBuilder } from "../report/builder.ts";

/** What is asked for transfers, of which token and since when. */
export interface TransfersAsked {
  /** Hash of the audited block. */
  readonly block: string;
  /** Address of the core. */
  readonly programme: string;
  readonly token: string;
  /** Height from which on transfers are asked for: that of the programme's first event. */
  readonly from: bigint;
  /** What the programme holds beyond what it owes, in token units, if the check of the money says it. */
  readonly stray: bigint | undefined;
}

/** Transfers that are kept at most; a source could tell them without end. */
const MOST = 100_000;

/** Reads the transfers that a report lists. Never fails. @returns What could not be read, a sentence each. */
export async function reportTransfers(
  source: Source,
  asked: TransfersAsked,
  builder: ReportBuilder,
): Promise<readonly string[]> {
  const { programme, stray } = asked;
  const notes: string[] = [];
  const read = async (what: string, of: readonly Parties[], give: (found: readonly PlacedTransfer[]) => void) => {
    try {
      give(await transfersBetween(source, asked, of));
    } catch (error) {
      notes.push(`${what} were not read, which changes no verdict: ${findingOf(error, what).message}`);
    }
  };
  // Where nothing is over, nothing can have come in beside the sales.
  if (stray !== undefined && stray > 0n) {
    const into = { senders: [], recipients: [programme.toLowerCase()] };
    await read("Transfers of the token into the programme", [into], (found) => builder.incoming(found, stray));
  }
  const { parties, left } = builder.funding();
  if (parties.length > 0) {
    await read("Transfers of the token from sellers to their customers", parties, (found) => builder.transfers(found));
  }
  if (left > 0)
    notes.push(`Transfers of the token to ${left} more customers were not asked for, since they are too many.`);
  return notes;
}

async function transfersBetween(source: Source, asked: TransfersAsked, of: readonly Parties[]) {
  const found: PlacedTransfer[] = [];
  for (const parties of of) {
    for await (const page of source.transfers(asked.block, asked.token, asked.from, parties)) {
      for (const entry of page) found.push(readTransfer(entry, parties));
      if (found.length > MOST) throw new Error(`there are more than ${MOST}.`);
    }
  }
  return found;
}
