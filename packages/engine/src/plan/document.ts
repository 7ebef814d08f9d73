import { CAPS, type CapDocument } from "../caps/index.ts";
import { type BonusDocument, FAMILIES } from "../families/index.ts";
import { MOST_RANKS } from "../input/network.ts";
import {
  amount,
  boolean,
  choice,
  constant,
  forPrograms,
  type Infer,
  integer,
  list,
  object,
  optional,
  rate,
  type Schema,
  text,
  usually,
  variants,
} from "../schema/schema.ts";
import { activity, qualification } from "./qualification.ts";

const rank = object("A rank.", {
  name: text("What it is called.", 40),
  requires: optional(qualification),
});

const bonus: Schema<BonusDocument> = variants(
  "A bonus: one rule that turns sales or figures into amounts.",
  "family",
  new Map(FAMILIES.map((family) => [family.name, family.settings as Schema<BonusDocument>])),
);

const cap: Schema<CapDocument> = variants(
  "A limit on what bonuses pay.",
  "kind",
  new Map(CAPS.map((kind) => [kind.name, kind.settings as Schema<CapDocument>])),
);

const rounding = object("How the amount of a line is rounded.", {
  unit: optional(amount("Amounts are multiples of this; left out: the smallest unit of the currency.")),
  mode: usually("down", choice("Down, or to the nearest with halves up.", ["down", "half-up"])),
});

/** The whole plan: one document, from whose description its type, JSON Schema, check and canonical form come. */
export const planSchema = object("A commission plan.", {
  upline: constant("The version of this format.", 1),
  name: text("What the plan is called."),
  about: optional(text("What people should know of it.", 4000)),
  currency: object("What amounts are in.", {
    code: text("For example USD, or the token's symbol.", 12),
    decimals: integer("How many decimals its smallest unit has.", 0, 18),
  }),
  period: usually(
    { unit: "month", count: 1 },
    object("How long a period is.", {
      unit: choice("Days, weeks or months. Where a period begins is said when it is computed.", [
        "day",
        "week",
        "month",
      ]),
      count: integer("How many of them.", 1, 366),
    }),
  ),
  rounding: usually({ unit: undefined, mode: "down" }, rounding),
  cap: optional(
    rate(
      "A promise that is checked and lowers nothing: a plan whose bonuses on one sale could pay more than this share of its wholesale price is invalid. What lowers payments are caps.",
    ),
  ),
  personalSalesPay: usually(false, boolean("Whether what a distributor buys from himself pays commissions.")),
  activity: optional(activity),
  ranks: usually(
    [],
    list("The ladder, lowest first; the first is everybody's and requires nothing.", rank, 0, MOST_RANKS),
  ),
  bonuses: list("What is paid, in this order.", bonus, 1, 100),
  caps: usually([], list("Limits that lower what was computed, one after the other in this order.", cap, 0, 20)),
  $schema: forPrograms(
    "Where this schema is, for editors that check while one writes. It is no part of the plan, nor of its hash.",
  ),
});

/** A plan as a document, as it is after reading: what was left out has its usual value. */
export type PlanDocument = Infer<typeof planSchema>;
