import { COMPANY } from "@upline/protocol";
import type { ChainAccess } from "../../chain/access.ts";

/** What the core holds as of one block. Amounts are in token units. */
export interface Holdings {
  readonly held: bigint;
  /** The company's share that it may claim. */
  readonly company: bigint;
  /** The bonus pool. */
  readonly pool: bigint;
  /** Distributors' balances and the escrow together: what the contracts do not sum up. */
  readonly others: bigint;
  /** Distributors; the company, which is the root, is not counted. */
  readonly people: bigint;
  /** The running hash over all events, 20 bytes. */
  readonly head: bigint;
}

/** Reads them. */
export async function readHoldings({ client }: Pick<ChainAccess, "client">): Promise<Holdings> {
  const { core, address } = client;
  const token = await client.token();
  const [held, company, pool, last, head] = await Promise.all([
    token.balanceOf(address),
    core.balanceOf(COMPANY),
    core.poolBalance(),
    core.lastDistributorId(),
    core.journalHead(),
  ]);
  return { held, company, pool, others: held - company - pool, people: last - COMPANY, head };
}
