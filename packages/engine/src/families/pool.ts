import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_NOTHING } from "../lines/line.ts";
import { EMPTY_POOL } from "../lines/reasons.ts";
import type { Column, Lane } from "../money/lane.ts";
import { WHOLE } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
import { choice, integer, list, object, optional, rate, reference, usually } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { base, boundOnSale } from "./settings.ts";

const rankShares = object("Shares of a rank.", {
  rank: reference("rank", "This rank and higher ones that are not named."),
  shares: integer("How many shares each has.", 0, 1_000_000),
});

const members = {
  base: base(),
  rate: rate("Of the base of all sales of the period: what the pool is."),
  by: choice(
    "What a distributor's shares are: so many by rank, his own volume, his own and his downline's, that of his customers, or by how much his group's volume has grown since the period before.",
    ["rank", "ownVolume", "groupVolume", "customerVolume", "growth"],
  ),
  shares: optional(list('Shares by rank, lowest first; with by "rank".', rankShares, 1, 64)),
  rank: optional(reference("rank", "The least rank that takes part; left out: every rank.")),
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
  check({ by, shares }, { plan, report, path }) {
    if (by === "rank" && shares === undefined) report.add("invalid", path, 'lacks "shares", which by "rank" needs');
    if (by !== "rank" && shares !== undefined)
      report.add("invalid", `${path}.shares`, 'is only for by "rank"; expected none');
    for (const [at, { rank }] of (shares ?? []).entries()) {
      const before = shares?.[at - 1]?.rank;
      if (before === undefined || plan.rank(before) < plan.rank(rank)) continue;
      report.invalid(`${path}.shares[${at}].rank`, rank, `a rank above "${before}", as ranks rise`);
    }
  },
  worstCase: ({ base, rate }) => boundOnSale(base, rate),
  most: ({ rate, shares }, { volume, people }) =>
    (volume * BigInt(rate)) / BigInt(WHOLE) +
    volume +
    // All shares together must be exact as well.
    people * (shares ?? []).reduce((most, entry) => (BigInt(entry.shares) > most ? BigInt(entry.shares) : most), 0n),
  evaluate(run, bonus) {
    const { lane, lines, bases, network, state } = run;
    const own = bases.ofSellers(bonus.base, bonus.id);
    let base = lane.zero;
    for (let index = 0; index <= network.size; index++) base = lane.add(base, own.get(index));
    const carry = `${bonus.id}.carried`;
    const waiting = state.before(carry);
    let size = lane.share(base, bonus.rate);
    for (let index = 1; index <= network.size; index++) size = lane.add(size, waiting.get(index));
    const shares = sharesOf(run, bonus);
    let all = lane.zero;
    for (let index = 1; index <= network.size; index++) all = lane.add(all, shares.get(index));
    if (lane.less(lane.zero, all)) payOut(run, size, shares, all);
    // The state is by distributor; a pool that waits is kept with the first of them.
    else if (bonus.empty === "carry" && network.size > 0) state.after(carry).set(1, size);
    else lines.lose(EMPTY_POOL, FROM_NOTHING, 0, NO_LEVEL, base, bonus.rate, size);
  },
  sentence: (line, { money }) =>
    `${line.facts["shares"]} of ${line.facts["allShares"]} shares of a pool of ${money(line.base)}`,
});

/** The shares of everybody, 0 for who takes no part. */
function sharesOf<M>(run: Run<M>, { by, shares, rank: least, id }: Pool): Column<M> {
  const { lane, figures, plan, network } = run;
  const column = lane.column(network.size + 1);
  const value = by === "rank" ? byRank(run, shares ?? []) : by === "growth" ? growth(run, id) : volume(run, by);
  for (let index = 1; index <= network.size; index++) {
    const takesPart = figures.active[index] === 1 && (figures.rank[index] as number) >= plan.rank(least);
    if (takesPart) column.set(index, lane.max(value(index), lane.zero));
  }
  return column;
}

function byRank<M>({ lane, plan, figures }: Run<M>, shares: NonNullable<Pool["shares"]>): (index: number) => M {
  const named = shares.map((entry) => ({ rank: plan.rank(entry.rank), shares: lane.whole(entry.shares) }));
  return (index) => named.findLast(({ rank }) => rank <= (figures.rank[index] as number))?.shares ?? lane.zero;
}

function volume<M>({ figures }: Run<M>, by: "ownVolume" | "groupVolume" | "customerVolume"): (index: number) => M {
  const { own, customer } = figures.volumes;
  const column = by === "ownVolume" ? own : by === "customerVolume" ? customer : figures.groupVolume("sponsor");
  return (index) => column.get(index);
}

/** How much the group's volume is above that of the period before; it is noted for the next period. */
function growth<M>({ lane, figures, state, network }: Run<M>, id: string): (index: number) => M {
  const now = figures.groupVolume("sponsor");
  const before = state.before(`${id}.groupVolume`);
  const after = state.after(`${id}.groupVolume`);
  for (let index = 1; index <= network.size; index++) after.set(index, now.get(index));
  return (index) => lane.sub(now.get(index), before.get(index));
}

function payOut<M>({ lane, lines, network }: Run<M>, size: M, shares: Column<M>, all: M): void {
  const parts = largestRemainder(lane, size, shares, all);
  lines.promise(size);
  for (let index = 1; index <= network.size; index++) {
    lines.fact(shares.get(index));
    lines.fact(all);
    lines.pay(index, FROM_NOTHING, 0, NO_LEVEL, size, NO_RATE, parts.get(index));
  }
}

/** Splits an amount so that the parts add up to it: floors first, then one unit each to the largest fractions. */
function largestRemainder<M>(lane: Lane<M>, size: M, shares: Column<M>, all: M): Column<M> {
  const parts = lane.column(shares.length);
  const fractions: { readonly index: number; readonly rest: bigint }[] = [];
  const [whole, unit, total] = [lane.big(size), lane.rounding.unit, lane.big(all)];
  let left = whole / unit;
  for (let index = 1; index < shares.length; index++) {
    const product = lane.big(shares.get(index)) * (whole / unit);
    if (product === 0n) continue;
    parts.set(index, lane.of((product / total) * unit));
    left -= product / total;
    fractions.push({ index, rest: product % total });
  }
  fractions.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of fractions.slice(0, Number(left))) parts.add(index, lane.of(unit));
  return parts;
}
