import type { Infer } from "../schema/schema.ts";
import { advancement } from "./advancement.ts";
import { affiliate } from "./affiliate.ts";
import { binary } from "./binary.ts";
import { board, monoline } from "./board.ts";
import { breakaway } from "./breakaway.ts";
import { differential } from "./differential.ts";
import type { AnyBonus, Family } from "./family.ts";
import { fastStart } from "./fast-start.ts";
import { generation } from "./generation.ts";
import { infinity } from "./infinity.ts";
import { matching } from "./matching.ts";
import { matrix } from "./matrix.ts";
import { party } from "./party.ts";
import { personal } from "./personal.ts";
import { pool } from "./pool.ts";
import { retail } from "./retail.ts";
import { unilevel } from "./unilevel.ts";
import { xUp } from "./x-up.ts";

/** Every family. A new one is a file of its own, and a name here. */
export const FAMILIES = [
  retail,
  personal,
  unilevel,
  affiliate,
  differential,
  breakaway,
  generation,
  infinity,
  binary,
  matrix,
  xUp,
  fastStart,
  matching,
  advancement,
  pool,
  party,
  board,
  monoline,
] as const;

/** A bonus as it stands in a plan. */
export type BonusDocument = Infer<(typeof FAMILIES)[number]["settings"]>;

const BY_NAME: ReadonlyMap<string, Family> = new Map(
  FAMILIES.map((family) => [family.name, family as Family<AnyBonus>]),
);

/** The family of a name that a checked plan has. */
export function familyOf(name: string): Family {
  return BY_NAME.get(name) as Family;
}
