import { type Lane, WHOLE } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";
import {
  amount,
  boolean,
  type Infer,
  list,
  object,
  optional,
  rate,
  type Schema,
  usually,
  variants,
  word,
} from "../schema/schema.ts";
import { type SidesTaken, SideTaker } from "./binary-cycles.ts";
import { byRank } from "./by-rank.ts";
import { openTo } from "./settings.ts";

/** How the two sides of a binary are matched: in cycles, at a rate, or by a schedule. */

const from = () => openTo("From which rank on; left out: every rank. The item of the highest rank reached applies.");

const first = object("What somebody's very first cycle takes, over all periods, in place of the others' volumes.", {
  left: amount("Volume of the left side; above 0."),
  right: amount("Volume of the right side; above 0."),
});

const cycles = object("A fixed amount for each whole cycle.", {
  how: word("cycles"),
  left: amount("Volume of the left side in a cycle; above 0."),
  right: amount("Volume of the right side in a cycle; above 0."),
  swap: usually(
    false,
    boolean("Whether the two may change places: at each cycle the side that has less gives the smaller of the two."),
  ),
  first: optional(first),
  amounts: list("Paid for a cycle, by rank.", object("An amount.", { rank: from(), amount: amount("Of a cycle.") })),
});

const share = object("A rate of the volume that both sides have.", {
  how: word("rate"),
  rates: list("By rank.", object("A rate.", { rank: from(), rate: rate("Of the volume matched.") })),
});

const step = object("A step. It pays either an amount, or a rate of all the volume matched.", {
  weaker: amount("Volume of the side that has less; above 0. So much is used up where the step pays an amount."),
  stronger: optional(amount("Volume of the other side, at least as much; left out: as much.")),
  amount: optional(amount("What the step pays.")),
  rate: optional(rate("Of the volume matched.")),
  rank: openTo("The least rank that opens the step; left out: every rank."),
});

const schedule = object("A schedule: the highest step reached pays.", {
  how: word("steps"),
  steps: list("Lowest first.", step, 1, 200),
  repeat: usually(false, boolean("Whether steps pay again, the highest first, as long as the volume lasts.")),
});

type Pays = Infer<typeof cycles> | Infer<typeof share> | Infer<typeof schedule>;
export type BinaryStep = Infer<typeof step>;

export const pays: Schema<Pays> = variants(
  "How the two sides are matched.",
  "how",
  new Map([
    ["cycles", cycles as Schema<Pays>],
    ["rate", share as Schema<Pays>],
    ["steps", schedule as Schema<Pays>],
  ]),
);

/** The most that may be paid; undefined where nothing limits it. */
export interface Limit<M> {
  readonly cycles: M | undefined;
  readonly amount: M | undefined;
}

/** What two sides come to: the volume used up, and what it pays. */
export interface Matched<M> extends SidesTaken<M> {
  amount: M;
  /** In basis points of the volume matched; undefined for fixed amounts. */
  rate: number | undefined;
}

/** Matches the two sides of somebody into `out`. */
export type Match<M> = (left: M, right: M, who: Standing, limit: Limit<M>, out: Matched<M>) => void;

/** Of whom the sides are. */
export interface Standing {
  readonly rank: number;
  /** Whether he had a cycle before, in whatever period. */
  readonly started: boolean;
}

/** The way of matching that a plan asks for. */
export function matcher<M>(lane: Lane<M>, plan: Plan, how: Pays): Match<M> {
  if (how.how === "cycles") return cycleMatch(lane, plan, how);
  return how.how === "rate" ? rateMatch(lane, plan, how) : stepMatch(lane, plan, how);
}

/** Whether a rank is paid anything at all. */
export function paidRanks(plan: Plan, how: Pays): readonly boolean[] {
  const items = how.how === "cycles" ? how.amounts : how.how === "rate" ? how.rates : how.steps;
  return byRank<{ readonly rank: string | undefined }>(plan, items).map((item) => item !== undefined);
}

/** The least volume of one side that pays, and the most that it can pay for it, for the bound of the fast lane. */
export function bestOffers(plan: Plan, how: Pays): { readonly volume: bigint; readonly amount: bigint }[] {
  const whole = BigInt(WHOLE);
  if (how.how === "rate") return how.rates.map((item) => ({ volume: whole, amount: BigInt(item.rate) }));
  if (how.how === "steps") {
    return how.steps.map(({ weaker, amount, rate = 0 }) =>
      amount === undefined
        ? { volume: whole, amount: BigInt(rate) }
        : { volume: plan.units(weaker), amount: plan.units(amount) },
    );
  }
  const volumes = [how.left, how.right, how.first?.left ?? how.left, how.first?.right ?? how.right].map((volume) =>
    plan.units(volume),
  );
  const volume = volumes.reduce((a, b) => (a < b ? a : b));
  return how.amounts.map((item) => ({ volume, amount: plan.units(item.amount) }));
}

function cycleMatch<M>(lane: Lane<M>, plan: Plan, how: Infer<typeof cycles>): Match<M> {
  const tiers = byRank(plan, how.amounts).map((item) =>
    item === undefined ? lane.zero : lane.of(plan.units(item.amount)),
  );
  const take = cycleTaker(lane, plan, how, how.swap);
  const takeFirst = how.first === undefined ? undefined : cycleTaker(lane, plan, how.first, how.swap);
  const one = lane.whole(1);
  const others: SidesTaken<M> = { left: lane.zero, right: lane.zero, cycles: lane.zero };
  return (left, right, { rank, started }, limit, out) => {
    const each = tiers[rank] as M;
    const most = fewer(lane, limit.cycles, wholeOf(lane, limit.amount, each));
    clear(lane, out);
    if (started || takeFirst === undefined) take(left, right, most, out);
    else {
      takeFirst(left, right, atMost(lane, one, most), out);
      if (lane.less(lane.zero, out.cycles)) {
        take(
          lane.sub(left, out.left),
          lane.sub(right, out.right),
          most === undefined ? undefined : lane.sub(most, one),
          others,
        );
        addTaken(lane, out, others);
      }
    }
    out.amount = lane.times(each, out.cycles);
  };
}

/** Takes cycles of so much volume from two sides, as many as there are and no more than `most`. */
type Take<M> = (left: M, right: M, most: M | undefined, out: SidesTaken<M>) => void;

function cycleTaker<M>(
  lane: Lane<M>,
  plan: Plan,
  volumes: { readonly left: string; readonly right: string },
  swap: boolean,
): Take<M> {
  const [left, right] = [lane.of(plan.units(volumes.left)), lane.of(plan.units(volumes.right))];
  if (swap) {
    const taker = new SideTaker(lane, lane.min(left, right), lane.max(left, right));
    return (leftHas, rightHas, most, out) => taker.take(leftHas, rightHas, most, out);
  }
  return (leftHas, rightHas, most, out) => {
    out.cycles = atMost(lane, lane.min(lane.quotient(leftHas, left), lane.quotient(rightHas, right)), most);
    out.left = lane.times(left, out.cycles);
    out.right = lane.times(right, out.cycles);
  };
}

function addTaken<M>(lane: Lane<M>, to: SidesTaken<M>, more: SidesTaken<M>): void {
  to.left = lane.add(to.left, more.left);
  to.right = lane.add(to.right, more.right);
  to.cycles = lane.add(to.cycles, more.cycles);
}

function rateMatch<M>(lane: Lane<M>, plan: Plan, { rates }: Infer<typeof share>): Match<M> {
  const tiers = byRank(plan, rates).map((item) => item?.rate ?? 0);
  return (left, right, { rank }, limit, out) => payRate(lane, tiers[rank] as number, lane.min(left, right), limit, out);
}

function payRate<M>(lane: Lane<M>, rate: number, both: M, limit: Limit<M>, out: Matched<M>): void {
  const enough =
    limit.amount === undefined || rate === 0
      ? undefined
      : lane.portion(limit.amount, lane.of(BigInt(WHOLE)), lane.of(BigInt(rate)));
  const matched = atMost(lane, both, enough);
  out.left = matched;
  out.right = matched;
  out.cycles = lane.less(lane.zero, matched) ? lane.of(1n) : lane.zero;
  out.rate = rate;
  out.amount = lane.share(matched, rate);
}

function stepMatch<M>(lane: Lane<M>, plan: Plan, { steps, repeat }: Infer<typeof schedule>): Match<M> {
  const ladder = [...steps].reverse().map(({ weaker, stronger, amount, rate = 0, rank }) => ({
    taker: new SideTaker(lane, lane.of(plan.units(weaker)), lane.of(plan.units(stronger ?? weaker))),
    amount: amount === undefined ? undefined : lane.of(plan.units(amount)),
    rate,
    rank: plan.rank(rank),
  }));
  const one = lane.of(1n);
  const step: Matched<M> = { left: lane.zero, right: lane.zero, cycles: lane.zero, amount: lane.zero, rate: undefined };
  return (left, right, { rank }, limit, out) => {
    clear(lane, out);
    for (const { taker, amount, rate, rank: open } of ladder) {
      if (rank < open) continue;
      const [leftHas, rightHas] = [lane.sub(left, out.left), lane.sub(right, out.right)];
      if (amount === undefined) {
        if (!taker.fits(leftHas, rightHas)) continue;
        payRate(lane, rate, lane.min(leftHas, rightHas), rest(lane, limit, out), step);
        out.rate = rate;
      } else {
        const room = rest(lane, limit, out);
        const most = fewer(lane, room.cycles, wholeOf(lane, room.amount, amount));
        taker.take(leftHas, rightHas, repeat ? most : atMost(lane, one, most), step);
        step.amount = lane.times(amount, step.cycles);
      }
      addTaken(lane, out, step);
      out.amount = lane.add(out.amount, step.amount);
      if (!repeat && lane.less(lane.zero, out.cycles)) return;
    }
  };
}

function clear<M>({ zero }: Lane<M>, out: Matched<M>): void {
  out.left = zero;
  out.right = zero;
  out.cycles = zero;
  out.amount = zero;
  out.rate = undefined;
}

/** The smaller of two limits, of which either may be none. */
function fewer<M>(lane: Lane<M>, a: M | undefined, b: M | undefined): M | undefined {
  return a === undefined ? b : atMost(lane, a, b);
}

function atMost<M>(lane: Lane<M>, value: M, limit: M | undefined): M {
  return limit === undefined ? value : lane.min(value, limit);
}

/** How many whole times an amount fits a limit. */
function wholeOf<M>(lane: Lane<M>, limit: M | undefined, each: M): M | undefined {
  return limit === undefined || !lane.less(lane.zero, each) ? undefined : lane.quotient(limit, each);
}

/** What a limit leaves after what was taken. */
function rest<M>(lane: Lane<M>, { cycles, amount }: Limit<M>, taken: Matched<M>): Limit<M> {
  return {
    cycles: cycles === undefined ? undefined : lane.sub(cycles, taken.cycles),
    amount: amount === undefined ? undefined : lane.sub(amount, taken.amount),
  };
}
