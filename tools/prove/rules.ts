// What holds in every round of the walks over the upline, see `Placement`.
import { BALANCES, CREDIT, CREDITS, CREDITS_END, READS } from "./ghosts.ts";
import type { Rule, View } from "./induction.ts";
import { times } from "./sums.ts";
import type { Sum, Truth, Word } from "./term.ts";
import { add, atMost, below, choice, constant, equal, slice } from "./terms.ts";

const LEVELS = Array.from({ length: 16 }, (_, level) => level);
const BASIS_POINTS = 10_000;

/** What all rates of a word pay together on a volume, times 10,000. */
const worth = (rates: Word, volume: Word, factor = 1): Sum =>
  fieldsOf(rates).flatMap((rate) => times(factor, rate, volume));

const fieldsOf = (rates: Word) => LEVELS.map((field) => slice(rates, 16 * field, 16));

/** The highest rate of a word. */
const highestOf = (rates: Word): Word =>
  fieldsOf(rates).reduce((highest, rate) => choice(below(highest, rate), rate, highest), constant(0));

/** That a number and the rounds left together are at most what they were, so that it grows by one a round. */
const countsRounds = (entry: View, now: View, value: (view: View) => Word, step = 1): Truth =>
  atMost(
    [...times(1, value(now)), ...times(step, now.variable("left"))],
    [...times(1, value(entry)), ...times(step, entry.variable("left"))],
  );

/** What is paid grows, by no more than the volume. */
const withinVolume = (entry: View, now: View, volume: Word): readonly Truth[] => [
  atMost(times(1, entry.variable("paid")), times(1, now.variable("paid"))),
  atMost(times(1, now.variable("paid")), [...times(1, entry.variable("paid")), ...times(1, volume)]),
];

/** The largest balance. */
const MOST: Sum = [{ times: (1n << 96n) - 1n, words: [] }];

/** If the sale is final, there is room in the balances for the most that can still be paid, which is given times 10,000. */
const hasRoom = (entry: View, final: boolean, most: Sum, less: Sum): readonly Truth[] =>
  final
    ? [
        atMost(
          [...times(BASIS_POINTS, entry.ghost(BALANCES)), ...most],
          [...MOST.map(({ times: most96 }) => ({ times: most96 * BigInt(BASIS_POINTS), words: [] })), ...less],
        ),
      ]
    : [];

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
  changes: ["rates", "ranks", "paid", "end", "left", "slot"],
  bits: { left: 8, paid: 128 },
  memory: () => [],
  end: "end",
  frozen: (entry) => ({ worth: worth(entry.variable("rates"), entry.variable("volume")) }),
  holds: (entry, now) => {
    const volume = entry.variable("volume");
    const paid = (view: View) => times(BASIS_POINTS, view.variable("paid"));
    const most = times(1, now.frozen("worth"));
    return [
      atMost(most, times(BASIS_POINTS, volume)),
      ...hasRoom(entry, final, most, []),
      atMost([...paid(now), ...worth(now.variable("rates"), volume)], [...paid(entry), ...most]),
      ...withinVolume(entry, now, volume),
      ...paidIsCounted(entry, now, final),
    ];
  },
});

/** Where a walk's fields are in memory, see `Placement.Walk`. */
const FIELD = { levelRates: 32, openRanks: 64, rankRates: 96, highest: 128, level: 160, volume: 192 };

/** By rank, and by level beside it: the same, and what the highest rate of all is above the highest so far. */
const byRank = (final: boolean): Rule => {
  const field = (view: View, name: keyof typeof FIELD) => add(view.variable("walk", "memPtr"), constant(FIELD[name]));
  const value = (view: View, name: keyof typeof FIELD) => view.memory(field(view, name));
  return {
    name: "walk by rank",
    changes: ["slot", "end", "paid", "left"],
    bits: { left: 8, paid: 128 },
    memory: (entry) => [
      { at: field(entry, "levelRates"), bits: 256 },
      { at: field(entry, "openRanks"), bits: 256 },
      { at: field(entry, "highest"), bits: 16 },
      { at: field(entry, "level"), bits: 16 },
    ],
    end: "end",
    frozen: (entry) => ({
      worth: worth(value(entry, "levelRates"), value(entry, "volume")),
      before: times(1, value(entry, "highest"), value(entry, "volume")),
      top: times(1, highestOf(value(entry, "rankRates"))),
      topWorth: times(1, highestOf(value(entry, "rankRates")), value(entry, "volume")),
    }),
    holds: (entry, now) => {
      const volume = value(entry, "volume");
      const rates = fieldsOf(value(entry, "rankRates"));
      const paid = (view: View) => times(BASIS_POINTS, view.variable("paid"));
      const gained = times(1, value(now, "highest"), volume);
      const top = times(1, now.frozen("topWorth"));
      const [before, most] = [times(1, now.frozen("before")), times(1, now.frozen("worth"))];
      return [
        ...rates.map((rate) => atMost(times(1, rate), times(1, now.frozen("top")))),
        ...rates.map((rate) => atMost(times(1, rate, volume), top)),
        atMost(gained, top),
        atMost([...most, ...top], [...times(BASIS_POINTS, volume), ...before]),
        ...hasRoom(entry, final, [...most, ...top], before),
        atMost(
          [...paid(now), ...worth(value(now, "levelRates"), volume), ...before],
          [...paid(entry), ...most, ...gained],
        ),
        ...withinVolume(entry, now, volume),
        countsRounds(entry, now, (view) => value(view, "level")),
        ...paidIsCounted(entry, now, final),
      ];
    },
  };
};

/** The rules for a sale that is final at once, or waits in escrow, by a plan with levels only, or with ranks. */
export const walkRules = (final: boolean, ranks: boolean): readonly Rule[] =>
  // By a plan with ranks, a personal sale that does not pay takes the walk by level.
  ranks ? [byLevel(final), byRank(final)] : [byLevel(final)];
