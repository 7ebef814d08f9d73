import { COMPANY, type Plan } from "../../../packages/protocol/src/index.ts";
import type { Programme } from "../../local/programme.ts";
import type { Accounts } from "../../local/report/accounts.ts";
import { add, expectSame, sumOf } from "../../local/report/sums.ts";
import type { Sold } from "../run/replay.ts";
import { type LevelShare, levelShares, type UnpaidReason } from "./split.ts";

const BASIS_POINTS = 10_000n;

/** What one level of the plan came to over all sales. Amounts in token units. */
export interface LevelSum {
  readonly level: number;
  /** Basis points of the CV. */
  readonly rate: bigint;
  readonly paid: bigint;
  /** What nobody got, and so the company, by the reason. */
  readonly unpaid: ReadonlyMap<UnpaidReason, bigint>;
}

/** Where the buyers' money went. Amounts in token units. */
export interface MoneyFlow {
  /** What the token says that arrived at the core. */
  readonly paidIn: bigint;
  /** Of people, company, pool and escrow, by the core's balances and payouts; together what was paid in. */
  readonly people: bigint;
  readonly company: bigint;
  readonly pool: bigint;
  readonly escrow: bigint;
  /** How the people's part came about. */
  readonly profit: bigint;
  readonly levels: readonly LevelSum[];
  /** How the company's part came about, beside the levels that nobody got. */
  readonly beyondCv: bigint;
  readonly withoutRate: bigint;
  readonly rounding: bigint;
  /** What has gone to wallets, and what the core still holds. */
  readonly claimedByPeople: bigint;
  readonly claimedByCompany: bigint;
  readonly left: bigint;
}

/**
 * Follows the money, by the token's transfers, the core's balances and the sales' parts.
 * @throws MoneyMismatch if these do not agree to the unit.
 */
export async function followMoney(
  programme: Programme,
  sold: readonly Sold[],
  plan: Plan,
  accounts: Accounts,
): Promise<MoneyFlow> {
  const { stablecoin, core, reader } = programme;
  const transfers = await stablecoin.queryFilter(stablecoin.filters.Transfer(undefined, core));
  const earned = (mine: (id: bigint) => boolean) => sumOf(accounts.paidOut, mine) + sumOf(accounts.balances, mine);
  const isCompany = (id: bigint) => id === COMPANY;
  const isPerson = (id: bigint) => id !== COMPANY;
  const [people, company] = [earned(isPerson), earned(isCompany)];
  const flow = {
    paidIn: transfers.reduce((sum, { args }) => sum + args.value, 0n),
    people,
    company,
    pool: await reader.core.poolBalance(),
    escrow: await readEscrow(programme, sold),
    ...splitOf(sold, plan, company),
    claimedByPeople: sumOf(accounts.paidOut, isPerson),
    claimedByCompany: sumOf(accounts.paidOut, isCompany),
    left: await stablecoin.balanceOf(core),
  };
  checkFlow(flow, sold);
  return flow;
}

/** What the sales that are not settled hold. */
async function readEscrow({ reader }: Programme, sold: readonly Sold[]): Promise<bigint> {
  const settled = new Set(await reader.settledSales());
  return sold.reduce((sum, { sale }) => (sale.final || settled.has(sale.id) ? sum : sum + sale.total), 0n);
}

type Split = Pick<MoneyFlow, "profit" | "levels" | "beyondCv" | "withoutRate" | "rounding">;

function splitOf(sold: readonly Sold[], plan: Plan, company: bigint): Split {
  const quotes = sold.map(({ quote }) => quote);
  const profit = quotes.reduce((sum, quote) => sum + quote.profit, 0n);
  const total = quotes.reduce((sum, quote) => sum + quote.total, 0n);
  const volume = quotes.reduce((sum, quote) => sum + quote.volume, 0n);
  const levels = sumLevels(
    quotes.flatMap((quote) => levelShares(quote, plan)),
    plan,
  );
  const unpaid = levels.reduce((sum, level) => sum + sumOf(level.unpaid), 0n);
  const rated = plan.rates.reduce((sum, rate) => sum + rate, plan.poolShare);
  const beyondCv = total - profit - volume;
  const withoutRate = volume - (volume * rated) / BASIS_POINTS;
  return { profit, levels, beyondCv, withoutRate, rounding: company - beyondCv - withoutRate - unpaid };
}

function sumLevels(shares: readonly LevelShare[], { rates }: Plan): readonly LevelSum[] {
  return rates.map((rate, level) => {
    const unpaid = new Map<UnpaidReason, bigint>();
    let paid = 0n;
    for (const share of shares) {
      if (share.level !== level) continue;
      if (typeof share.to === "bigint") paid += share.amount;
      else add(unpaid, share.to, share.amount);
    }
    return { level, rate, paid, unpaid };
  });
}

function checkFlow(flow: MoneyFlow, sold: readonly Sold[]): void {
  const { paidIn, people, company, pool, escrow, profit, levels, left } = flow;
  const paid = levels.reduce((sum, level) => sum + level.paid, profit);
  const invoiced = sold.reduce((sum, { invoice }) => sum + invoice.total, 0n);
  expectSame("what arrived beside the invoices", paidIn, invoiced);
  expectSame("people, company, pool and escrow beside what arrived", people + company + pool + escrow, paidIn);
  if (escrow === 0n) expectSame("profit and commissions beside what people got", paid, people);
  const owed = people + company - flow.claimedByPeople - flow.claimedByCompany;
  expectSame("what the core holds beside what it owes", left, owed + pool + escrow);
}
