import { COMPANY, type Ledger, SALE_KINDS, type SaleKind } from "../../../packages/protocol/src/index.ts";
import { type History, isRefunded, type SoldSale } from "../../local/report/history.ts";
import { expectSame } from "../../local/report/sums.ts";
import type { Stage } from "../run/stage.ts";

/** What became of the money of some sales, in token units. */
export interface Split {
  readonly sales: number;
  /** Sales whose money went back. */
  readonly refundedSales: number;
  readonly paid: bigint;
  readonly refunded: bigint;
  /** Retail profit of the sellers. */
  readonly profit: bigint;
  /** Commissions of the sellers on their own sales. */
  readonly own: bigint;
  /** Commissions of the uplines. */
  readonly uplines: bigint;
  readonly company: bigint;
  readonly pool: bigint;
}

/** Where all the money went. Amounts in token units. */
export interface Money {
  readonly all: Split;
  readonly kinds: readonly (readonly [SaleKind, Split])[];
  /** What is in escrow. */
  readonly escrow: bigint;
  /** What has gone to the people's wallets and the company's, and what the core still holds. */
  readonly paidOut: { readonly people: bigint; readonly company: bigint };
  readonly left: bigint;
}

/** The seller's credit comes first where he has one; it contains the retail profit. */
export function commissionsOf({ sale }: SoldSale): { readonly own: bigint; readonly uplines: bigint } {
  let [own, uplines] = [-sale.profit, 0n];
  for (const { id, amount } of sale.credits) {
    if (id === sale.seller) own += amount;
    else uplines += amount;
  }
  return { own, uplines };
}

/** Adds up sales; of those that were refunded nothing but what was paid and went back. */
export function splitOf(sales: readonly SoldSale[]): Split {
  const sum = (list: readonly SoldSale[], of: (sold: SoldSale) => bigint) =>
    list.reduce((rest, sold) => rest + of(sold), 0n);
  const refunded = sales.filter(isRefunded);
  const kept = sales.filter(({ ending }) => ending !== undefined).filter((sold) => !isRefunded(sold));
  return {
    sales: sales.length,
    refundedSales: refunded.length,
    paid: sum(sales, ({ sale }) => sale.total),
    refunded: sum(refunded, ({ sale }) => sale.total),
    profit: sum(kept, ({ sale }) => sale.profit),
    own: sum(kept, (sold) => commissionsOf(sold).own),
    uplines: sum(kept, (sold) => commissionsOf(sold).uplines),
    company: sum(kept, ({ sale }) => sale.company),
    pool: sum(kept, ({ sale }) => sale.pool),
  };
}

/**
 * Follows the money by the sales, by the token's own transfers, and by the balances that the core's events give.
 * @param before The balances when all was settled and not yet paid out; after it only payouts came.
 * @throws MoneyMismatch if these do not agree to the unit.
 */
export async function followMoney(stage: Stage, history: History, before: Ledger): Promise<Money> {
  const { core, programme } = stage;
  const all = splitOf(history.sales);
  const ofKind = (kind: SaleKind) => splitOf(history.sales.filter(({ sale }) => sale.kind === kind));
  const paidOut = (mine: (id: bigint) => boolean) =>
    history.of("Paid").reduce((sum, { args }) => (mine(args["id"]) ? sum + args["amount"] : sum), 0n);
  const money: Money = {
    all,
    kinds: SALE_KINDS.map((kind) => [kind, ofKind(kind)] as const),
    escrow: before.escrowed,
    paidOut: { people: paidOut((id) => id !== COMPANY), company: paidOut((id) => id === COMPANY) },
    left: await programme.stablecoin.balanceOf(core),
  };
  const { profit, own, uplines } = all;
  const arrived = await transfersTo(stage);
  expectSame("what the sales cost beside what the token says that arrived", all.paid, arrived);
  const parts = all.refunded + profit + own + uplines + all.company + all.pool + money.escrow;
  expectSame("refunds, people, company, pool and escrow beside what arrived", parts, arrived);
  expectSame("what people were paid", money.paidOut.people, profit + own + uplines);
  expectSame("what the company was paid", money.paidOut.company, all.company);
  expectSame("what is left", money.left, all.pool + money.escrow);
  return money;
}

/** What the token says that the core has received, in token units. */
async function transfersTo({ programme }: Stage): Promise<bigint> {
  const { stablecoin, core } = programme;
  const transfers = await stablecoin.queryFilter(stablecoin.filters.Transfer(undefined, core));
  return transfers.reduce((sum, { args }) => sum + args.value, 0n);
}
