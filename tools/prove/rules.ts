// What holds in every round of the walks over the upline, see `Placement`.
import { BALANCES, CREDITS, CREDITS_END, READS, CREDIT } from "./ghosts.ts";
import type { Rule, View } from "./induction.ts";
import { type Sum, type Truth, type Word, add, atMost, constant, equal, slice, times } from "./terms.ts";

const LEVELS = Array.from({ length: 16 }, (_, level) => level);
const BASIS_POINTS = 10_000;

/** What all rates of a word pay together on a volume, times 10,000. */
const worth = (rates: Word, volume: Word, factor = 1): Sum =>
  LEVELS.flatMap((level) => times(factor, slice(rates, 16 * level, 16), volume));

/** That a number and the rounds left together are at most what they were, so that it grows by one a round. */
const countsRounds = (entry: View, now: View, value: (view: View) => Word, step = 1): Truth =>
  atMost(
    [...times(1, value(now)), ...times(step, now.variable("left"))],
    [...times(1, value(entry)), ...times(step, entry.variable("left"))],
  );

/** Credits are what was paid, and so is what the balances have grown by, if the sale is final. */
function paidIsCounted(entry: View, now: View, final: boolean): readonly Truth[] {
  const since = (name: string, paid: boolean) =>
    equal(
      add(now.ghost(name), paid ? entry.variable("paid") : constant(0)),
      add(entry.ghost(name), paid ? now.variable("paid") : constant(0)),
    );
  return [
    since(CREDITS, true),
    since(BALANCES, final),
    countsRounds(entry, now, (view) => view.ghost(READS)),
    countsRounds(entry, now, (view) => view.ghost(CREDITS_END), CREDIT),
    atMost(times(1, entry.ghost(CREDITS_END)), times(1, now.ghost(CREDITS_END))),
  ];
}

/** By level: what was paid and what the rates that are left can still pay is no more than what all could pay. */
const byLevel = (final: boolean): Rule => ({
  name: "walk by level",
  changes: ["rates", "ranks", "level", "paid", "end", "left", "slot"],
  bits: { left: 8, level: 16, paid: 128 },
  memory: () => [],
  end: "end",
  holds: (entry, now) => {
    const volume = entry.variable("volume");
    const paid = (view: View) => times(BASIS_POINTS, view.variable("paid"));
    return [
      atMost(
        [...paid(now), ...worth(now.variable("rates"), volume)],
        [...paid(entry), ...worth(entry.variable("rates"), volume)],
      ),
      countsRounds(entry, now, (view) => view.variable("level")),
      ...paidIsCounted(entry, now, final),
    ];
  },
});

/** The rules for a sale that is final at once, or waits in escrow. */
export const walkRules = (final: boolean): readonly Rule[] => [byLevel(final)];
