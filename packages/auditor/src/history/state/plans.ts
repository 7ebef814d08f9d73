import { COMPRESSIONS, type Compression, choice, PLAN_LEVELS } from "@upline/protocol";

/** A plan as a programme has it, all lists of sixteen. Rates in basis points, amounts in token units. */
export interface KnownPlan {
  readonly version: number;
  readonly rates: readonly number[];
  readonly openRanks: readonly number[];
  readonly rankRates: readonly number[];
  readonly threshold: bigint;
  readonly poolShare: number;
  readonly walk: number;
  readonly compression: Compression;
  readonly personalPays: boolean;
}

/** The plan of a `PlanScheduled` event. */
export function planOf(version: bigint, struct: unknown): KnownPlan {
  const fields = struct as Readonly<Record<string, unknown>>;
  const list = (name: string) => Array.from({ length: PLAN_LEVELS }, (_, at) => Number((fields[name] as bigint[])[at]));
  return {
    version: Number(version),
    rates: list("rates"),
    openRanks: list("openRanks"),
    rankRates: list("rankRates"),
    threshold: BigInt(fields["threshold"] as bigint),
    poolShare: Number(fields["poolShare"]),
    walk: Number(fields["walk"]),
    compression: choice(COMPRESSIONS, fields["compression"] as bigint),
    personalPays: fields["personalPays"] === true,
  };
}

/** The most that a sale can pay by a plan, in basis points of its volume. */
export function worstCaseOf(plan: KnownPlan): number {
  return plan.rates.reduce((sum, rate) => sum + rate, plan.poolShare + Math.max(...plan.rankRates));
}

/** Which plan is in force, and which is to come. */
export class Plans {
  /** How many were scheduled. */
  count = 0;
  current: KnownPlan | undefined;
  next: KnownPlan | undefined;
  /** When the next one takes over, in seconds since 1970; 0: none is scheduled, or the programme is not open. */
  changeAt = 0n;
  /** Period of the opening. */
  opening = 0;
  paused = false;

  /** The plan that a sale placed now follows; undefined before the opening. */
  at(time: bigint): KnownPlan | undefined {
    return this.changeAt !== 0n && time >= this.changeAt ? this.next : this.current;
  }

  get sells(): boolean {
    return this.current !== undefined && !this.paused;
  }

  /** The scheduled plan comes into force. */
  activate(period: number): void {
    if (this.current === undefined) this.opening = period;
    this.current = this.next;
    this.next = undefined;
    this.changeAt = 0n;
  }
}
