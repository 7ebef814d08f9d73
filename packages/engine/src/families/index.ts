import type { Infer } from "../schema/schema.ts";
import type { AnyBonus, Family } from "./family.ts";
import { retail } from "./retail.ts";
import { unilevel } from "./unilevel.ts";

/** Every family. A new one is a file of its own, and a name here. */
export const FAMILIES = [retail, unilevel] as const;

/** A bonus as it stands in a plan. */
export type BonusDocument = Infer<(typeof FAMILIES)[number]["settings"]>;

const BY_NAME: ReadonlyMap<string, Family> = new Map(
  FAMILIES.map((family) => [family.name, family as Family<AnyBonus>]),
);

/** The family of a name that a checked plan has. */
export function familyOf(name: string): Family {
  return BY_NAME.get(name) as Family;
}
