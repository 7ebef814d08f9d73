import { PUSH_RESULTS, type PushResult, type Quote } from "../../../packages/protocol/src/index.ts";

/** What the chain does not tell, since nothing is written where nothing is paid. */
export interface Tally {
  /** Months' ends at which balances were pushed, and what became of those above the threshold. */
  pushes: number;
  readonly pushed: Record<PushResult, number>;
  /** People who claimed, who had nothing to claim, and who were held. */
  readonly claims: { paid: number; nothing: number; held: number };
  /** Offers that sellers signed: for anybody, and for one buyer. */
  readonly offers: { open: number; named: number };
  /** What was quoted, by purchase. */
  readonly quotes: Map<number, Quote>;
}

export function newTally(): Tally {
  return {
    pushes: 0,
    pushed: Object.fromEntries(PUSH_RESULTS.map((result) => [result, 0])) as Record<PushResult, number>,
    claims: { paid: 0, nothing: 0, held: 0 },
    offers: { open: 0, named: 0 },
    quotes: new Map(),
  };
}
