import { COMPANY } from "@upline/protocol";
import type { ChainAccess } from "../../chain/access.ts";

/** A programme's size. Amounts are in token units. */
export interface Totals {
  /** Distributors; the company, which is the root, is not counted. */
  readonly people: bigint;
  /** Products ever added, closed ones included. */
  readonly products: bigint;
  /** Tokens that the core holds: escrow, balances, pool and the company's share together. */
  readonly held: bigint;
  /** Version of the plan in force; 0 before the opening. */
  readonly plan: bigint;
  readonly isOpen: boolean;
}

/** Reads them. */
export async function readTotals({ client }: Pick<ChainAccess, "client">): Promise<Totals> {
  const { core, address } = client;
  const [last, products, token, { version }, isOpen] = await Promise.all([
    core.lastDistributorId(),
    core.lastProduct(),
    client.token(),
    client.plan(),
    core.isOpen(),
  ]);
  return { people: last - COMPANY, products, held: await token.balanceOf(address), plan: version, isOpen };
}
