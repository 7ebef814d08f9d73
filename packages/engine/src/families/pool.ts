import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_NOTHING } from "../lines/line.ts";
import { EMPTY_POOL } from "../lines/reasons.ts";
import { type Column, WHOLE } from "../money/lane.ts";
import { split } from "../money/split.ts";
import { type TreeName, treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { amount, choice, integer, list, object, optional, rate, usually } from "../schema/schema.ts";
import { byRank } from "./by-rank.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { base, boundOnSale, openTo } from "./settings.ts";

const rankShares = object("Shares of a rank.", {
  rank: openTo("This rank and higher ones that are not named; left out: every rank."),
  shares: integer("How many; with a volume: how many for each unit of it.", 0, 1_000_000),
});

const members = {
  base: base(),
  rate: optional(
    rate(
      "Of the base of all sales of the period: what the pool is. What distributors buy from themselves counts with personalSalesPay only.",
    ),
  ),
  amount: optional(amount("A fixed pool, instead of a rate; one of both must be there.")),
  per: usually<"sale" | "period">(
    "period",
    choice("Whether the rate is rounded once for all sales of the period, or for each sale, as a pool on-chain is.", [
      "sale",
      "period",
    ]),
  ),
  by: choice(
    "What a distributor's shares are: so many by rank, his own volume, his own and his downline's, that of his customers, or by how much his group's volume has grown since the period before.",
    ["rank", "ownVolume", "groupVolume", "customerVolume", "growth"],
  ),
  tree: treeName(),
  shares: optional(
    list('By rank: how many shares; by a volume, a factor of it. Needed with by "rank".', rankShares, 1, 64),
  ),
  rank: openTo("The least rank that takes part; left out: every rank."),
  empty: usually(
    "company",
    choice("Where the pool goes if nobody has a share: to the company, or to the next period.", ["company", "carry"]),
  ),
};

type Pool = BonusOf<"pool", typeof members>;

/**
 * A share of all sales, split by shares of active distributors. Shares are not rounded, less than none is none, and what
 * rounding leaves goes by largest remainder, ties to the lower id, so that a pool is paid out to the last unit.
 */
export const pool = family("pool", "A share of all sales, split among active distributors by their shares.", members, {
  facts: ["shares", "allShares"],
  check: checkPool,
  worstCase: ({ base, rate = 0 }) => (rate === 0 ? 0 : boundOnSale(base, rate)),
  setsAside: ({ base, rate }) => (rate === undefined ? undefined : { base, rate }),
  unbounded: (bonus) => bonus.amount !== undefined,
  most: (bonus, { volume, people, plan, depth }) => {
    const factor = BigInt(Math.max(1, ...(bonus.shares ?? []).map(({ shares }) => shares)));
    // All shares together must be exact as well: everybody's volume is in the group of all who stand above him.
    const shares = (bonus.by === "rank" ? people : volume * (depth(bonus.tree) + 1n)) * factor;
    const { rate = 0, amount = "0" } = bonus;
    return (volume * BigInt(rate)) / BigInt(WHOLE) + plan.units(amount) + volume + shares;
  },
  evaluate(run, bonus) {
    const { lane, lines, plan, state } = run;
    const base = sum(run, run.bases.ofSellers(bonus.base, bonus.id));
    const { per, rate = 0, amount = "0" } = bonus;
    const share = per === "sale" ? shareOfSales(run, bonus, rate) : lane.share(base, rate);
    const fresh = lane.add(share, lane.of(plan.units(amount)));
    const size = lane.add(fresh, state.before(`${bonus.id}.carried`).get(0));
    const shares = sharesOf(run, bonus);
    const all = sum(run, shares);
    // It belongs to nobody yet, so it is kept under the company's id.
    const carried = state.after(`${bonus.id}.carried`);
    if (lane.less(lane.zero, all)) payOut(run, size, shares, all);
    else if (bonus.empty === "carry") carried.set(0, size);
    else lines.lose(EMPTY_POOL, FROM_NOTHING, 0, NO_LEVEL, base, bonus.rate ?? NO_RATE, size);
  },
  sentence: ({ facts, base }, { money }) =>
    `${facts["shares"]} of ${facts["allShares"]} shares of a pool of ${money(base)}`,
});

function checkPool({ by, shares, rate, amount }: Pool, { report, path }: CheckPlace): void {
  if (by === "rank" && shares === undefined) report.add("invalid", path, 'lacks "shares", which by "rank" needs');
  if ((rate === undefined) === (amount === undefined)) {
    report.add("invalid", path, 'has both or neither of "rate" and "amount"; expected one of them');
  }
}

function sum<M>({ lane }: Run<M>, column: Column<M>): M {
  let all = lane.zero;
  for (let index = 0; index < column.length; index++) all = lane.add(all, column.get(index));
  return all;
}

/** The share of each sale, all together. */
function shareOfSales<M>({ lane, bases }: Run<M>, { base, id }: Pool, rate: number): M {
  const { values, counts } = bases.ofSales(base, id);
  let all = lane.zero;
  for (let sale = 0; sale < counts.length; sale++) {
    if (counts[sale] === 1) all = lane.add(all, lane.share(values.get(sale), rate));
  }
  return all;
}

/** The shares of everybody, 0 for who takes no part. */
function sharesOf<M>(run: Run<M>, bonus: Pool): Column<M> {
  const { lane, figures, plan, network } = run;
  const column = lane.column(network.size + 1);
  const value = shareReader(run, bonus);
  const one = { shares: 1, rank: undefined };
  const factors = byRank(plan, bonus.shares ?? [one]).map((item) => lane.whole(item?.shares ?? 0));
  const least = plan.rank(bonus.rank);
  for (let index = 1; index <= network.size; index++) {
    const rank = figures.rank[index] as number;
    if (figures.active[index] !== 1 || rank < least) continue;
    column.set(index, lane.times(lane.max(value(index), lane.zero), factors[rank] as M));
  }
  return column;
}

function shareReader<M>(run: Run<M>, { by, tree, id }: Pool): (index: number) => M {
  const { lane, figures } = run;
  const { own, customer } = figures.volumes;
  switch (by) {
    case "rank":
      return () => lane.whole(1);
    case "growth":
      return growth(run, tree, id);
    case "groupVolume":
      return columnReader(figures.groupVolume(tree));
    default:
      return columnReader(by === "ownVolume" ? own : customer);
  }
}

function columnReader<M>(column: Column<M>): (index: number) => M {
  return (index) => column.get(index);
}

/** How much the group's volume is above that of the period before; it is noted for the next period. */
function growth<M>({ lane, figures, state, network }: Run<M>, tree: TreeName, id: string): (index: number) => M {
  const now = figures.groupVolume(tree);
  const before = state.before(`${id}.groupVolume`);
  const after = state.after(`${id}.groupVolume`);
  for (let index = 1; index <= network.size; index++) after.set(index, now.get(index));
  return (index) => lane.sub(now.get(index), before.get(index));
}

function payOut<M>({ lane, lines, network }: Run<M>, size: M, shares: Column<M>, all: M): void {
  const parts = split(lane, size, shares);
  lines.promise(size);
  for (let index = 1; index <= network.size; index++) {
    lines.fact(shares.get(index));
    lines.fact(all);
    lines.pay(index, FROM_NOTHING, 0, NO_LEVEL, size, NO_RATE, parts.get(index));
  }
}
