import type { Lane } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";
import { amount, type Infer, list, object, optional, rate, reference } from "../schema/schema.ts";

/** The three ways in which a binary plan pays; a bonus has one of them. */
export const binaryPayMembers = {
  cycle: optional(
    object("An amount for each cycle: so much volume in one leg against so much in the other.", {
      weaker: amount("Volume that a cycle takes from one leg."),
      stronger: amount("Volume that it takes from the other."),
      amount: amount("Paid for each cycle."),
    }),
  ),
  rates: optional(
    list(
      "A rate of the weaker leg, by rank.",
      object("The rate of a rank.", {
        rank: optional(reference("rank", "This rank and higher ones that are not named; left out: every rank.")),
        rate: rate("Of the weaker leg."),
      }),
      1,
      64,
    ),
  ),
  steps: optional(
    list(
      "Amounts by the volume of the weaker leg, lowest first: the highest that is reached is paid.",
      object("A step.", {
        volume: amount("What each leg must have, and is used up."),
        amount: amount("Paid once in the period."),
      }),
      1,
      100,
    ),
  ),
};

/** Such settings. */
export type BinaryPay = { readonly [K in keyof typeof binaryPayMembers]: Infer<(typeof binaryPayMembers)[K]> };

/** What two legs pay, and what is used up of them. */
export interface Match<M> {
  readonly amount: M;
  readonly usedLeft: M;
  readonly usedRight: M;
  /** Cycles, or the number of the step. */
  readonly count: M;
  /** Basis points of what is used, where a rate is paid. */
  readonly rate: number | undefined;
}

/** Pays a person of a rank for two legs. */
export type Matcher<M> = (left: M, right: M, rank: number) => Match<M>;

/** The way in which a bonus pays. @param maxCycles The most cycles in a period. */
export function matcherOf<M>(lane: Lane<M>, plan: Plan, pay: BinaryPay, maxCycles: number | undefined): Matcher<M> {
  if (pay.cycle !== undefined) return byCycles(lane, plan, pay.cycle, maxCycles);
  if (pay.rates !== undefined) return byRate(lane, plan, pay.rates);
  return bySteps(lane, plan, pay.steps ?? []);
}

function byCycles<M>(
  lane: Lane<M>,
  plan: Plan,
  cycle: NonNullable<BinaryPay["cycle"]>,
  maxCycles: number | undefined,
): Matcher<M> {
  const [small, large, worth] = [cycle.weaker, cycle.stronger, cycle.amount].map((text) =>
    lane.of(plan.units(text)),
  ) as [M, M, M];
  const most = maxCycles === undefined ? undefined : lane.whole(maxCycles);
  const count = (a: M, b: M) => lane.min(lane.quotient(a, small), lane.quotient(b, large));
  return (left, right) => {
    // Either leg may be the weaker one; the way that gives more cycles counts.
    const leftSmall = count(left, right);
    const rightSmall = count(right, left);
    const turned = lane.less(leftSmall, rightSmall);
    const possible = turned ? rightSmall : leftSmall;
    const cycles = most === undefined ? possible : lane.min(possible, most);
    return {
      amount: lane.times(worth, cycles),
      usedLeft: lane.times(turned ? large : small, cycles),
      usedRight: lane.times(turned ? small : large, cycles),
      count: cycles,
      rate: undefined,
    };
  };
}

function byRate<M>(lane: Lane<M>, plan: Plan, rates: NonNullable<BinaryPay["rates"]>): Matcher<M> {
  const named = rates.map(({ rank, rate }) => ({ rank: plan.rank(rank), rate }));
  return (left, right, rank) => {
    const weaker = lane.min(left, right);
    const rate = named.findLast((entry) => entry.rank <= rank)?.rate ?? 0;
    return { amount: lane.share(weaker, rate), usedLeft: weaker, usedRight: weaker, count: lane.whole(1), rate };
  };
}

function bySteps<M>(lane: Lane<M>, plan: Plan, steps: NonNullable<BinaryPay["steps"]>): Matcher<M> {
  const reached = steps.map(({ volume, amount }) => ({
    volume: lane.of(plan.units(volume)),
    amount: lane.of(plan.units(amount)),
  }));
  return (left, right) => {
    const weaker = lane.min(left, right);
    const at = reached.findLastIndex(({ volume }) => !lane.less(weaker, volume));
    const { volume, amount } = reached[at] ?? { volume: lane.zero, amount: lane.zero };
    return { amount, usedLeft: volume, usedRight: volume, count: lane.whole(at + 1), rate: undefined };
  };
}

/** The most that all together can be paid if their weaker legs add up to so much, in token units. */
export function mostForWeaker(plan: Plan, pay: BinaryPay, weaker: bigint): bigint {
  if (pay.cycle !== undefined) {
    const [small, large] = [plan.units(pay.cycle.weaker), plan.units(pay.cycle.stronger)];
    return (weaker / (small < large ? small : large) + 1n) * plan.units(pay.cycle.amount);
  }
  if (pay.rates !== undefined) return weaker;
  return (pay.steps ?? []).reduce((most, { volume, amount }) => {
    const paid = (weaker / plan.units(volume) + 1n) * plan.units(amount);
    return paid > most ? paid : most;
  }, 0n);
}
