import {
  amount,
  boolean,
  choice,
  type Infer,
  integer,
  list,
  object,
  optional,
  rate,
  reference,
  usually,
} from "../schema/schema.ts";

/** Which of the two trees. */
export const TREES = ["sponsor", "placement"] as const;
export type TreeName = (typeof TREES)[number];

export const treeName = () =>
  usually<TreeName>("sponsor", choice("Which tree: who enrolled whom, or who is placed under whom.", TREES));

const groupVolume = object("Own volume and that of the downline.", {
  atLeast: amount("The least."),
  depth: optional(integer("How many levels of the downline count; left out: all.", 1, 1000)),
  legCap: optional(rate("The most of atLeast that one leg may fill; 5000 is half.")),
  withoutRank: optional(
    reference(
      "rank",
      "Without the groups of those below who are paid as this rank, or a higher one: personal group volume where they broke away.",
    ),
  ),
  tree: treeName(),
});

const legs = object("Legs: frontline distributors, each with everybody below. It has a volume, a rank, or both.", {
  count: integer("How many legs.", 1, 1000),
  volume: optional(amount("The least group volume of each.")),
  rank: optional(reference("rank", "A rank that somebody in each leg must be paid as, or a higher one.")),
  tree: treeName(),
});

const sponsored = object("Distributors whom he enrolled himself.", {
  count: integer("How many.", 1, 100_000),
  active: usually(true, boolean("Whether only active ones count.")),
});

/** What a period's figures must be. Everything that is given must hold. */
export const qualification = object("What must hold in the period; everything given must.", {
  ownVolume: optional(amount("The least own volume: own sales and own purchases.")),
  customerVolume: optional(amount("The least volume sold to buyers who are no distributors.")),
  customers: optional(integer("The least number of different customers who bought.", 1, 100_000)),
  purchases: optional(amount("The least volume of own purchases.")),
  active: usually(true, boolean("Whether he must be active.")),
  groupVolume: optional(groupVolume),
  legs: optional(list("So many legs of a volume, with a rank in them, or both.", legs, 1, 10)),
  sponsored: optional(sponsored),
});
export type Qualification = Infer<typeof qualification>;

export const activity = object(
  "When a distributor is active in a period; everything given must hold. Left out: the rows of the network say it.",
  {
    ownVolume: optional(amount("The least own volume: own sales and own purchases.")),
    customerVolume: optional(amount("The least volume sold to buyers who are no distributors.")),
    purchases: optional(amount("The least volume of own purchases.")),
    in: usually(
      "current",
      choice(
        "Whose figures decide: those of the same period, or of the one before, where who enrolled in the period is active.",
        ["current", "previous"],
      ),
    ),
  },
);
export type Activity = Infer<typeof activity>;
