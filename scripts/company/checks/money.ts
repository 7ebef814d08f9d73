import {
  COMPANY,
  distributorSlot,
  inBatches,
  type JournalLog,
  Ledger,
  unpackDistributor,
} from "../../../packages/protocol/src/index.ts";
import type { History } from "../../local/report/history.ts";
import { add, expectSame } from "../../local/report/sums.ts";
import type { Stage } from "../run/stage.ts";

/** Storage words that are read in one call. */
const WORDS_AT_ONCE = 500;

/**
 * What the events give is what the core says that everybody has, and what the token says that the core has.
 * @param logs All events of the core so far.
 * @throws MoneyMismatch
 */
export async function checkBalances({ core, programme, story }: Stage, logs: readonly JournalLog[]): Promise<Ledger> {
  const ledger = Ledger.from(logs);
  const ids = Array.from({ length: story.people - 1 }, (_, i) => BigInt(i + 2));
  for (const some of inBatches(ids, WORDS_AT_ONCE)) {
    const words = await core.extsload(some.map(distributorSlot));
    for (const [i, id] of some.entries()) {
      const { balance } = unpackDistributor(BigInt(words[i] ?? 0));
      expectSame(`balance of person ${id}`, balance, ledger.balances.get(id) ?? 0n);
    }
  }
  expectSame("the company's share", await core.balanceOf(COMPANY), ledger.balances.get(COMPANY) ?? 0n);
  expectSame("the bonus pool", await core.poolBalance(), ledger.pool);
  expectSame("what the core holds", await programme.stablecoin.balanceOf(programme.core), ledger.owed);
  return ledger;
}

/**
 * Every wallet has what it was paid and got back: whatever anybody else was given, he has spent.
 * @throws MoneyMismatch
 */
export async function checkWallets({ programme, equipped }: Stage, history: History): Promise<void> {
  const expected = new Map<string, bigint>([...equipped].map((wallet) => [wallet, 0n]));
  for (const { args } of history.of("Paid")) add(expected, args["to"], args["amount"]);
  for (const { args } of history.of("SaleRefunded")) add(expected, args["to"], args["amount"]);
  for (const [wallet, amount] of expected) {
    expectSame(`what ${wallet} holds`, await programme.stablecoin.balanceOf(wallet), amount);
  }
}
