import type { Column, Lane } from "../money/lane.ts";
import type { TreeName } from "../plan/qualification.ts";
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
export const MEASURES = ["ownVolume", "customerVolume", "groupVolume", "sideVolume"] as const;
export type Measure = (typeof MEASURES)[number];

export const measure = (usual: Measure) =>
  usually<Measure>(
    usual,
    choice(
      "Which volume decides: own, of customers, own and the whole downline's, or that without legs whose head reached the highest tier.",
      MEASURES,
    ),
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

/** How a tier is decided. */
export interface TierRule {
  readonly by: Measure;
  readonly tree: TreeName;
  readonly tiers: readonly Tier[];
}

/** The volumes of a measure. */
export function measured<M>(run: Run<M>, { by, tree, tiers }: TierRule): Column<M> {
  const { figures } = run;
  const { own, customer } = figures.volumes;
  if (by === "sideVolume") return sideVolume(run, tree, tiers);
  return by === "ownVolume" ? own : by === "customerVolume" ? customer : figures.groupVolume(tree);
}

/** Own volume and that of the downline, without legs whose head is active and reached the highest tier with his own. */
function sideVolume<M>({ figures, lane, plan }: Run<M>, tree: TreeName, tiers: readonly Tier[]): Column<M> {
  const top = lane.of(plan.units((tiers.at(-1) as Tier).from));
  const { order, parent } = figures.tree(tree);
  const { own } = figures.volumes;
  const side = lane.column(own.length);
  for (let place = order.length - 1; place >= 0; place--) {
    const index = order[place] as number;
    side.add(index, own.get(index));
    const broke = figures.active[index] === 1 && !lane.less(side.get(index), top);
    if (index > 0 && !broke) side.add(parent[index] as number, side.get(index));
  }
  return side;
}
