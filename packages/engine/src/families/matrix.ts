import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_NOTHING } from "../lines/line.ts";
import { WHOLE } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
import { amount, boolean, choice, integer, optional, usually } from "../schema/schema.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { checkLevels, compression, LevelWalk, levels, totalRate } from "./levels.ts";
import { type Places, placesOf } from "./matrix-places.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const members = {
  base: base(),
  per: per(),
  width: integer("How many stand directly below a place.", 1, 1000),
  depth: integer("How many levels below a place are its matrix.", 1, 50),
  levels: levels("Level 1 is the place directly above the seller's, and so on; at most as many as the depth."),
  compression: compression(),
  placement: usually(
    "sponsor",
    choice(
      "Who stands where. given: as the placement tree says. sponsor: each, in the order of enrolment, on the first free place below his sponsor, breadth first, from the left. company: the same in one matrix below the company.",
      ["given", "sponsor", "company"],
    ),
  ),
  spillover: usually(
    true,
    boolean("Whether who finds all places directly below his sponsor taken gets one further down, or none."),
  ),
  reentry: usually(
    false,
    boolean(
      "Whether who has filled his matrix gets another place, below which those stand whom he enrols from then on.",
    ),
  ),
  completion: optional(amount("Paid when a matrix is full. This is what board plans do, and is refused.")),
};

type Matrix = BonusOf<"matrix", typeof members>;

/** Levels of a matrix that is so wide and so deep. */
export const matrix = family(
  "matrix",
  "A rate for each level of a matrix, in which only so many stand directly below each place.",
  members,
  {
    facts: ["completed"],
    check: checkMatrix,
    worstCase: (bonus) => boundOnSale(bonus.base, totalRate(bonus.levels)),
    unbounded: ({ completion }) => completion !== undefined,
    most: ({ levels: all, completion }, { volume, people, plan }) =>
      (volume * BigInt(totalRate(all))) / BigInt(WHOLE) + 2n * people * plan.units(completion ?? "0"),
    evaluate(run, bonus) {
      const { lane, lines, network } = run;
      const places = placesOf(network, bonus);
      const rules = { levels: bonus.levels, compression: bonus.compression, walk: bonus.depth };
      // Two places of one person are further apart than the depth, as his first matrix was full before: so nobody takes
      // two levels of the same sale.
      const walk = new LevelWalk(run, places.above, rules, bonus.reentry ? { owner: places.owner } : {});
      forEachSource(run, bonus, (kind, source, seller, sold) => {
        lines.promise(lane.share(sold, walk.pay(kind, source, seller, sold)));
      });
      if (bonus.completion !== undefined) payCompletions(run, bonus, bonus.completion, places);
    },
    sentence: ({ rate, base, facts }, { money, percent, source }) =>
      rate === undefined
        ? `${facts["completed"]} times ${money(base)} for a full matrix`
        : `${percent(rate)} of ${money(base)} from ${source}`,
  },
);

function checkMatrix(bonus: Matrix, place: CheckPlace): void {
  const { report, path } = place;
  checkLevels(bonus.levels, place, `${path}.levels`);
  const { width, depth, levels: all, completion, reentry, placement } = bonus;
  if (all.length > depth) {
    report.add("invalid", `${path}.levels`, `has ${all.length} items; expected at most ${depth}, the depth`);
  }
  if (reentry && (width === 1 || placement === "given")) {
    report.invalid(`${path}.reentry`, true, 'false where the width is 1 or the placement "given"');
  }
  if (width === 1) {
    report.refuse(`${path}.width`, "pays along one line of all who enrol, a monoline", "expected a width of 2 or more");
  }
  if (completion !== undefined) {
    report.refuse(`${path}.completion`, "pays for filled places, as board plans do", "expected levels of sales only");
  }
}

/** Pays for each matrix that is full and was not before. */
function payCompletions<M>(run: Run<M>, { id }: Matrix, completion: string, { completed }: Places): void {
  const { lane, lines, plan, network, state } = run;
  const before = state.before(`${id}.completed`);
  const after = state.after(`${id}.completed`);
  const each = lane.of(plan.units(completion));
  for (let who = 1; who <= network.size; who++) {
    const now = lane.whole(completed[who] as number);
    const count = lane.max(lane.zero, lane.sub(now, before.get(who)));
    after.set(who, lane.max(now, before.get(who)));
    const paid = lane.times(each, count);
    lines.promise(paid);
    lines.fact(count);
    lines.pay(who, FROM_NOTHING, 0, NO_LEVEL, each, NO_RATE, paid);
  }
}
