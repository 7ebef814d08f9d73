import { expect } from "chai";
import { choiceNumber, Ledger, SALE_STATES } from "../../packages/protocol/src/index.ts";
import type { Market } from "./market.ts";

/** States in which a sale's money waits. */
const WAITING = (["escrowed", "requested", "disputed"] as const).map((state) => choiceNumber(SALE_STATES, state));

/** The ledger of everything that happened so far. */
export async function ledgerOf({ ethers, address }: Market): Promise<Ledger> {
  return Ledger.from(await ethers.provider.getLogs({ address, fromBlock: 0 }));
}

const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);

/**
 * Every token unit that the core holds is in exactly one place: in escrow, in a balance, in the company's share or in
 * the pool. And the events alone tell the same.
 * @param donated Token units that came otherwise than by a sale; they belong to nobody.
 */
export async function expectConserved(market: Market, donated = 0n): Promise<void> {
  const { core, token, address } = market;
  const ledger = await ledgerOf(market);
  const balances = await market.balances();
  const pool = await core.poolBalance();
  for (const [id, balance] of balances) {
    expect(ledger.balances.get(id) ?? 0n, `balance of ${id} by the events`).to.equal(balance);
  }
  expect([...ledger.balances.keys()].filter((id) => !balances.has(id))).to.deep.equal([]);
  expect(ledger.pool, "the pool by the events").to.equal(pool);
  for (const id of ledger.escrow.keys()) {
    expect((await core.saleState(id)).state, `state of sale ${id}`).to.be.oneOf(WAITING);
  }
  const escrow = sum([...ledger.escrow.values()].map(({ total }) => total));
  const held = await token.balanceOf(address);
  expect(escrow + sum(balances.values()) + pool + donated, "escrow, balances, company and pool").to.equal(held);
}
