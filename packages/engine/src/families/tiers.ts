import type { Column, Lane } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
import { amount, choice, type Infer, list, object, rate, usually } from "../schema/schema.ts";
import type { CheckPlace } from "./family.ts";

const tier = object("A tier.", {
  from: amount("The least volume."),
  rate: rate("For who reaches it."),
});
export type Tier = Infer<typeof tier>;

export const tiers = () => list("Tiers of volume, lowest first. Who reaches none gets nothing.", tier, 1, 100);

/** Which volume decides the tier. */
export const MEASURES = ["ownVolume", "customerVolume", "groupVolume"] as const;
export type Measure = (typeof MEASURES)[number];

export const measure = (usual: Measure) =>
  usually<Measure>(
    usual,
    choice("Which volume decides: own, of customers, or own and the whole downline's.", MEASURES),
  );

/** Checks that tiers rise. @param path Of the list. */
export function checkTiers(
  tiers: readonly { readonly from: string }[],
  { plan, report }: CheckPlace,
  path: string,
): void {
  for (const [index, { from }] of tiers.entries()) {
    const before = tiers[index - 1]?.from;
    if (before === undefined || plan.units(before) < plan.units(from)) continue;
    report.invalid(`${path}[${index}].from`, from, `more than ${before}, as tiers rise`);
  }
}

/** Rates by volume. */
export class TierTable<M> {
  readonly #lane: Lane<M>;
  readonly #from: readonly M[];
  readonly #rates: readonly number[];

  constructor({ lane, plan }: Run<M>, tiers: readonly Tier[]) {
    this.#lane = lane;
    this.#from = tiers.map(({ from }) => lane.of(plan.units(from)));
    this.#rates = tiers.map(({ rate }) => rate);
  }

  /** The rate of the highest tier that a volume reaches; 0 if it reaches none. */
  rateFor(volume: M): number {
    for (let tier = this.#rates.length - 1; tier >= 0; tier--) {
      if (!this.#lane.less(volume, this.#from[tier] as M)) return this.#rates[tier] as number;
    }
    return 0;
  }
}

/** The volumes of a measure. */
export function measured<M>(
  { figures }: Run<M>,
  measure: Measure,
  tree: "sponsor" | "placement" = "sponsor",
): Column<M> {
  const { own, customer } = figures.volumes;
  return measure === "ownVolume" ? own : measure === "customerVolume" ? customer : figures.groupVolume(tree);
}
