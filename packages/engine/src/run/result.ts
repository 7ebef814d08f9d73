import { hex, Keccak256 } from "../hash/keccak.ts";
import type { Id } from "../input/ids.ts";
import type { Network } from "../input/network.ts";
import type { Sales } from "../input/sales.ts";
import type { Names } from "../lines/batch.ts";
import type { LineWriter } from "../lines/writer.ts";
import type { Lane } from "../money/lane.ts";
import { canonicalJson } from "../plan/canonical.ts";
import type { Plan } from "../plan/plan.ts";
import type { Json } from "../schema/schema.ts";
import type { Period } from "./run.ts";
import type { PeriodState } from "./state.ts";

/** What one bonus or cap came to, in token units. */
export interface BonusResult {
  readonly id: string;
  /** Commissions; below 0 for a cap. */
  readonly paid: bigint;
  /** Credit for goods. */
  readonly product: bigint;
  /** What nobody was qualified for; the company's. */
  readonly breakage: bigint;
  /** What rounding left; the company's. */
  readonly remainder: bigint;
  readonly lines: number;
}

/** What a period comes to. The same input gives the same result, byte for byte, in whatever order its rows came. */
export class PeriodResult {
  readonly plan: Plan;
  /** The time that was computed, where one was given. */
  readonly period: Period | undefined;
  /** In which arithmetic it was computed; the result does not depend on it. */
  readonly lane: "fast" | "exact";
  /** Of every bonus, then of every cap, in the plan's order. */
  readonly bonuses: readonly BonusResult[];
  /** What all distributors earn together, caps applied. */
  readonly paid: bigint;
  /** What buyers paid in all. */
  readonly turnover: bigint;
  /** Commissionable volume in all. */
  readonly volume: bigint;
  /** To be given to the next period. */
  readonly state: PeriodState;
  readonly #network: Network;
  readonly #earnings: (index: number) => bigint;

  constructor(parts: ResultParts) {
    this.plan = parts.plan;
    this.period = parts.period;
    this.lane = parts.lane;
    this.bonuses = parts.bonuses;
    this.paid = parts.bonuses.reduce((sum, { paid }) => sum + paid, 0n);
    this.turnover = parts.sales.price.sum;
    this.volume = parts.sales.cv.sum;
    this.state = parts.state;
    this.#network = parts.network;
    this.#earnings = parts.earnings;
  }

  /** What a distributor earns, caps applied, by his index in the network. */
  earningsAt(index: number): bigint {
    return this.#earnings(index);
  }

  /** What each distributor earns, in the order of their ids; those who earn nothing are left out. */
  *earnings(): Generator<{ readonly distributor: Id; readonly amount: bigint }> {
    for (let index = 1; index <= this.#network.size; index++) {
      const amount = this.#earnings(index);
      if (amount !== 0n) yield { distributor: this.#network.ids.at(index), amount };
    }
  }

  /**
   * The canonical form, in pieces: one JSON text without spaces, of the period, the plan's hash, the sums of each bonus,
   * what each distributor earns, and the state.
   */
  *canonical(): Generator<string> {
    const bonuses = this.bonuses.map(({ id, paid, product, breakage, remainder }) => ({
      id,
      paid: `${paid}`,
      product: `${product}`,
      breakage: `${breakage}`,
      remainder: `${remainder}`,
    }));
    yield `{"bonuses":${canonicalJson(bonuses)},"earnings":[`;
    let comma = "";
    for (const { distributor, amount } of this.earnings()) {
      yield `${comma}${canonicalJson([distributor, `${amount}`])}`;
      comma = ",";
    }
    const period = this.period && { number: this.period.number, start: this.period.start, end: this.period.end };
    yield `],"period":${canonicalJson(period ?? null)},"plan":"${this.plan.hash}","refused":${this.plan.refused},"state":{`;
    comma = "";
    for (const [figure, values] of Object.entries(this.state)) {
      yield `${comma}${JSON.stringify(figure)}:${canonicalJson(values as Json)}`;
      comma = ",";
    }
    yield "}}";
  }

  /** Keccak-256 of the canonical form in UTF-8. */
  hash(): string {
    const hash = new Keccak256();
    const encoder = new TextEncoder();
    for (const piece of this.canonical()) hash.update(encoder.encode(piece));
    return hex(hash.digest());
  }
}

interface ResultParts {
  readonly plan: Plan;
  readonly period: Period | undefined;
  readonly lane: "fast" | "exact";
  readonly bonuses: readonly BonusResult[];
  readonly network: Network;
  readonly sales: Sales;
  readonly state: PeriodState;
  readonly earnings: (index: number) => bigint;
}

/** The sums of a run. */
export function totalsOf<M>(lane: Lane<M>, lines: LineWriter<M>, names: Names, count: number): BonusResult[] {
  return Array.from({ length: count }, (_, index) => {
    const totals = lines.totals(index);
    const [paid, product, breakage, promised] = [totals.paid, totals.product, totals.breakage, totals.promised].map(
      (value) => lane.big(value),
    ) as [bigint, bigint, bigint, bigint];
    const remainder = promised === 0n ? 0n : promised - paid - product - breakage;
    return { id: names.bonus(index).id, paid, product, breakage, remainder, lines: totals.lines };
  });
}
