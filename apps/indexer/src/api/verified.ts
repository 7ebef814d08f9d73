// Up to which block and head the lists are verified.

import { journal, journalCheck, journalFault } from "ponder:schema";
import { Hono } from "hono";
import { sql } from "ponder";
import { rowOf } from "./database.ts";
import { answer } from "./json.ts";

interface Place {
  readonly block: string;
  readonly hash: string;
  readonly head: string;
}

/** Up to where the events are known to be the journal. */
export interface Verification {
  /** At least one comparison agreed and none differed. */
  readonly complete: boolean;
  /** The last block whose head agreed; null as soon as anything differed. */
  readonly verified: Place | null;
  /** The journal after the last event that was read, which can be later. */
  readonly indexed: { readonly block: string; readonly head: string; readonly entries: number } | null;
  /** The first comparison with the chain that differed, and the first contradiction between events. */
  readonly missing: { readonly check: object | null; readonly fault: object | null } | null;
}

interface Found {
  readonly [column: string]: unknown;
  readonly now: Verification["indexed"];
  readonly last: Place | null;
  readonly differs: object | null;
  readonly fault: object | null;
}

const QUERY = sql`select
  (select json_build_object('block', block::text, 'head', head, 'entries', entries, 'time', time::text)
    from ${journal} limit 1) as now,
  (select json_build_object('block', block::text, 'hash', hash, 'head', head)
    from ${journalCheck} where agrees order by block desc limit 1) as last,
  (select json_build_object('block', block::text, 'hash', hash, 'head', head, 'onChain', on_chain, 'agrees', agrees)
    from ${journalCheck} where not agrees order by block limit 1) as differs,
  (select json_build_object('fault', fault, 'entry', entry, 'block', block::text, 'event', event, 'about', about,
      'head', head, 'found', found)
    from ${journalFault} order by entry limit 1) as fault`;

/** What is known of the journal. Read before a list, it never says more than what holds for the list. */
export async function verification(): Promise<Verification> {
  const { now, last, differs, fault } = await rowOf<Found>(QUERY);
  // A head that agrees after one that did not would be a collision: the first difference is what counts.
  const broken = differs !== null || fault !== null;
  return {
    complete: !broken && last !== null,
    verified: broken ? null : last,
    indexed: now,
    missing: broken ? { check: differs, fault } : null,
  };
}

/** A list with what is known of it: rows whose block is above that of `verified` are only reported by the endpoint. */
export async function verifiedAnswer(value: () => Promise<object>): Promise<Response> {
  const known = await verification();
  return answer({ verification: known, ...(await value()) });
}

export const verified = new Hono().get("/", async () => answer(await verification()));
