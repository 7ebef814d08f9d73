import { keccakOfText } from "../hash/keccak.ts";
import { toUnits } from "../money/decimal.ts";
import type { Rounding } from "../money/lane.ts";
import { canonicalJson } from "./canonical.ts";
import { type PlanDocument, planSchema } from "./document.ts";

/** A checked plan, ready to compute with. */
export class Plan {
  readonly document: PlanDocument;
  /** The canonical text: sorted names, no spaces, nothing that has its usual value. To be published with the plan. */
  readonly text: string;
  /** Keccak-256 of the canonical text in UTF-8. */
  readonly hash: string;
  /** True for a plan that pays for people instead of products, which may be analysed and never paid. */
  readonly refused: boolean;
  readonly rounding: Rounding;
  readonly #ranks: ReadonlyMap<string, number>;

  constructor(document: PlanDocument, refused: boolean) {
    this.document = document;
    this.refused = refused;
    this.text = canonicalJson(planSchema.write(document));
    this.hash = keccakOfText(this.text);
    const { unit, mode } = document.rounding;
    this.rounding = { unit: unit === undefined ? 1n : this.units(unit), mode };
    this.#ranks = new Map(document.ranks.map(({ name }, index) => [name, index]));
  }

  get decimals(): number {
    return this.document.currency.decimals;
  }

  /** An amount of the document in token units. */
  units(amount: string): bigint {
    // The check of the plan has refused amounts with more decimals than the currency.
    return toUnits(amount, this.decimals) as bigint;
  }

  /** The number of a rank in the ladder, 0 the lowest, and 0 where none is named. */
  rank(name: string | undefined): number {
    // The check of the plan has refused names that are no rank's.
    return name === undefined ? 0 : (this.#ranks.get(name) as number);
  }

  /** Whether ranks follow from figures; otherwise the network's rows say them. */
  get computesRanks(): boolean {
    return this.document.ranks.some(({ requires }) => requires !== undefined);
  }
}
