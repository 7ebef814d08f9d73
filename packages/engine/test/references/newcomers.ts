/** Fast starts and rank advancements as their definitions read. Nothing of the engine is used. */
import { type Outcome, payRungs, type Rung, type World } from "./leaders.ts";

const DAY = 86_400;

export interface TimedSale {
  readonly seller: number;
  readonly buyer: number;
  readonly cv: number;
  readonly time: number;
  readonly buyerSince: number | undefined;
}

export interface FastStartTerms {
  readonly of: "distributor" | "customer";
  readonly days: number;
  readonly own: { readonly rate: number; readonly open: number };
  readonly rungs: readonly Rung[];
}

/** The fast start, and the levels that it takes the place of. */
export function fastStartReference(
  world: World,
  enrolled: (id: number) => number,
  sales: readonly TimedSale[],
  terms: FastStartTerms,
  otherwise: readonly Rung[],
): readonly [Outcome, Outcome] {
  const fast: Outcome = { paid: new Map(), lost: 0 };
  const other: Outcome = { paid: new Map(), lost: 0 };
  for (const { seller, buyer, cv, time, buyerSince } of sales) {
    if (buyer === seller) continue;
    const isCustomer = world.person(buyer) === undefined;
    const since = terms.of === "distributor" ? enrolled(seller) : isCustomer ? buyerSince : undefined;
    const days = since === undefined ? -1 : Math.floor((time - since) / DAY);
    const above = world.above(seller);
    if (days < 0 || days >= terms.days) payRungs(other, above, cv, otherwise, "none");
    else {
      const self = world.person(seller);
      payRungs(fast, self === undefined ? [] : [self], cv, [{ ...terms.own, higher: undefined }], "none");
      payRungs(fast, above, cv, terms.rungs, "none");
    }
  }
  return [fast, other];
}

export interface StepTerms {
  readonly rank: number;
  readonly amount: number;
  readonly periods: number;
  /** Only periods that begin less than so many days after the enrolment count. */
  readonly withinDays: number | undefined;
}

/** How somebody stands in a period. */
export interface Standing {
  readonly rank: number;
  readonly active: boolean;
}

/** What somebody is paid by period, given how he stands in each, and how many days after his enrolment each begins. */
export function advancementReference(
  history: readonly Standing[],
  age: (period: number) => number,
  steps: readonly StepTerms[],
  counting: "inARow" | "inAll",
  together: "all" | "highest",
): number[] {
  const due = steps.map((step) => {
    const held = history.map(
      ({ rank, active }, period) =>
        active && rank >= step.rank && (step.withinDays === undefined || age(period) < step.withinDays),
    );
    return held.findIndex((_, period) => {
      const before = held.slice(0, period + 1);
      const counted = counting === "inARow" ? before.slice(-step.periods) : before.filter((holds) => holds);
      return held[period] === true && counted.length >= step.periods && counted.every((holds) => holds);
    });
  });
  return history.map((_, period) => {
    const reached = steps
      .filter((_step, index) => due[index] === period)
      .sort((a, b) => b.rank - a.rank || b.periods - a.periods);
    return (together === "highest" ? reached.slice(0, 1) : reached).reduce((sum, { amount }) => sum + amount, 0);
  });
}
