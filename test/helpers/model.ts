import { type Basket, type Person, type Rule, type Split, split } from "./reference.ts";

/** A plan with its activity rule. */
export interface PlanRule extends Rule {
  /** Retail volume of a period that makes active in the next, in token units; 0: everybody is active. */
  readonly threshold: bigint;
}

interface Distributor {
  readonly sponsor: bigint;
  /** Periods in which he is active, whatever the threshold. */
  readonly activeIn: Set<bigint>;
  /** Retail volume settled, by period. */
  readonly volumes: Map<bigint, bigint>;
  /** Ranks, by the period from which they count. */
  readonly ranks: Map<bigint, number>;
}

const COMPANY = 1n;

/** Who is active and of which rank in which period, and so how a sale is split; written from the definitions alone. */
export class Model {
  readonly #distributors = new Map<bigint, Distributor>();

  /** Somebody joins, and is active in the period of his enrolment. */
  enrol(id: bigint, sponsor: bigint, period: bigint): void {
    this.#distributors.set(id, { sponsor, activeIn: new Set([period]), volumes: new Map(), ranks: new Map() });
  }

  /** A rank counts from the next period on. */
  setRank(id: bigint, rank: number, period: bigint): void {
    this.#of(id).ranks.set(period + 1n, rank);
  }

  /** A retail sale is settled: who reaches the threshold of its plan is active in the next period. */
  count(seller: bigint, volume: bigint, threshold: bigint, period: bigint): void {
    if (seller === COMPANY) return;
    const { volumes, activeIn } = this.#of(seller);
    const sum = (volumes.get(period) ?? 0n) + volume;
    volumes.set(period, sum);
    if (sum >= threshold) activeIn.add(period + 1n);
  }

  /** How a sale placed in this period is split. */
  split(rule: PlanRule, basket: Basket, seller: bigint, period: bigint): Split {
    if (seller === COMPANY) return split(rule, basket, undefined, []);
    const person = (id: bigint) => this.person(id, rule, period);
    return split(rule, basket, person(seller), this.#uplines(seller).map(person));
  }

  /** Somebody as he stands in a period. */
  person(id: bigint, { threshold }: PlanRule, period: bigint): Person {
    const { activeIn, ranks } = this.#of(id);
    const since = [...ranks.keys()].filter((from) => from <= period).sort((a, b) => Number(b - a))[0];
    const rank = since === undefined ? 0 : (ranks.get(since) ?? 0);
    return { id, rank, active: threshold === 0n || activeIn.has(period) };
  }

  #uplines(id: bigint): bigint[] {
    const { sponsor } = this.#of(id);
    return sponsor === COMPANY ? [] : [sponsor, ...this.#uplines(sponsor)];
  }

  #of(id: bigint): Distributor {
    const distributor = this.#distributors.get(id);
    if (!distributor) throw new Error(`the model has no distributor ${id}`);
    return distributor;
  }
}
