import { item, type PlanDocument } from "@upline/engine";
import type { Gaps } from "./plan-not-on-chain.ts";

type Bonus = PlanDocument["bonuses"][number];
type Family = Bonus["family"];

/** A bonus of a family. */
export type BonusOf<F extends Family> = Extract<Bonus, { readonly family: F }>;

/** A bonus and where it stands in the document. */
export interface Placed<B> {
  readonly bonus: B;
  readonly path: string;
}

const ON_CHAIN: readonly Family[] = ["retail", "unilevel", "affiliate", "differential", "pool"];

/** All bonuses of a document. Families that the contracts have not are gaps. */
export function placedBonuses({ bonuses }: PlanDocument, gaps: Gaps): readonly Placed<Bonus>[] {
  const placed = bonuses.map((bonus, index) => ({ bonus, path: item("$.bonuses", index) }));
  for (const { bonus, path } of placed) {
    const why = `one of ${ON_CHAIN.join(", ")}: the contracts pay by nothing but a sale and the line above its seller`;
    gaps.unless(ON_CHAIN.includes(bonus.family), `${path}.family`, bonus.family, why);
  }
  return placed;
}

/** The first bonus of some families. Further ones are gaps, since the contracts have one table for them. */
export function theOnly<F extends Family>(
  placed: readonly Placed<Bonus>[],
  families: readonly F[],
  gaps: Gaps,
): Placed<BonusOf<F>> | undefined {
  const isOne = (one: Placed<Bonus>): one is Placed<BonusOf<F>> => families.some((name) => name === one.bonus.family);
  const [first, ...others] = placed.filter(isOne);
  for (const { path } of others) {
    gaps.add(path, `is beside ${first?.path}; expected one of ${families.join(", ")}: the contracts have one for each`);
  }
  return first;
}
