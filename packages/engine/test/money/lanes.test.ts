import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { ExactLane } from "../../src/money/exact.ts";
import { FastLane } from "../../src/money/fast.ts";
import type { Lane, Rounding } from "../../src/money/lane.ts";
import { AmountStore } from "../../src/money/store.ts";
import { RUNS } from "../helpers/uplines.ts";

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);
/** Near the ends of what is exact, and near multiples of a whole, where floors change. */
const amount = fc.oneof(
  fc.bigInt(0n, LARGEST),
  fc.bigInt(0n, 1_000_000n),
  fc.bigInt(0n, LARGEST / 10_000n).map((value) => value * 10_000n),
  fc.bigInt(1n, LARGEST / 10_000n).map((value) => value * 10_000n - 1n),
  fc.bigInt(0n, 1000n).map((value) => LARGEST - value),
);
const rate = fc.oneof(fc.nat(10_000), fc.constantFrom(0, 1, 9_999, 10_000));
const roundings: readonly Rounding[] = [
  { unit: 1n, mode: "down" },
  { unit: 1n, mode: "half-up" },
  { unit: 100n, mode: "down" },
  { unit: 10_000n, mode: "half-up" },
];

/** The definition: a share rounded down, or to the nearest with halves up, to a multiple of the unit. */
function literalShare(base: bigint, rate: number, { unit, mode }: Rounding): bigint {
  const exact = base * BigInt(rate);
  const whole = 10_000n * unit;
  const down = exact / whole;
  const up = mode === "half-up" && (exact % whole) * 2n >= whole ? 1n : 0n;
  return (down + up) * unit;
}

describe("the two lanes", () => {
  for (const rounding of roundings) {
    const fast = new FastLane(rounding);
    const exact = new ExactLane(rounding);
    const name = `${rounding.mode}, to ${rounding.unit}`;

    it(`give the share that the definition gives, ${name}`, () => {
      fc.assert(
        fc.property(amount, rate, (base, bp) => {
          const expected = literalShare(base, bp, rounding);
          expect(exact.share(base, bp)).to.equal(expected);
          if (expected <= LARGEST) expect(BigInt(fast.share(Number(base), bp))).to.equal(expected);
        }),
        { numRuns: RUNS * 4 },
      );
    });

    it(`round an amount alike, ${name}`, () => {
      fc.assert(
        fc.property(amount, (value) => {
          const expected = literalShare(value, 10_000, rounding);
          expect(exact.round(value)).to.equal(expected);
          if (expected <= LARGEST) expect(BigInt(fast.round(Number(value)))).to.equal(expected);
        }),
        { numRuns: RUNS },
      );
    });
  }

  const both = [new FastLane({ unit: 1n, mode: "down" }), new ExactLane({ unit: 1n, mode: "down" })] as const;

  /** Runs the same in both lanes and returns both results as big integers. */
  const compare = (work: <M>(lane: Lane<M>) => M) =>
    both.map((lane) => (lane as Lane<unknown>).big(work(lane as Lane<unknown>)));

  it("do the same sums, portions and quotients", () => {
    fc.assert(
      fc.property(amount, amount, fc.bigInt(1n, LARGEST), (a, b, c) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const numerator = low % (c + 1n);
        expect(compare((lane) => lane.portion(lane.of(a), lane.of(numerator), lane.of(c)))).to.deep.equal(
          Array(2).fill((a * numerator) / c),
        );
        expect(compare((lane) => lane.quotient(lane.of(a), lane.of(c)))).to.deep.equal(Array(2).fill(a / c));
        expect(compare((lane) => lane.sub(lane.of(high), lane.of(low)))).to.deep.equal(Array(2).fill(high - low));
        expect(compare((lane) => lane.add(lane.of(low), lane.sub(lane.of(high), lane.of(low))))).to.deep.equal([
          high,
          high,
        ]);
        expect(compare((lane) => lane.min(lane.of(a), lane.of(b)))).to.deep.equal([low, low]);
        expect(compare((lane) => lane.max(lane.of(a), lane.of(b)))).to.deep.equal([high, high]);
        expect(
          both.map((lane) =>
            (lane as Lane<unknown>).less((lane as Lane<unknown>).of(a), (lane as Lane<unknown>).of(b)),
          ),
        ).to.deep.equal([a < b, a < b]);
      }),
      { numRuns: RUNS },
    );
  });

  it("count and keep columns alike", () => {
    expect(compare((lane) => lane.times(lane.whole(7), lane.of(6n)))).to.deep.equal([42n, 42n]);
    for (const lane of both as readonly Lane<unknown>[]) {
      const column = lane.column(3);
      column.set(1, lane.of(5n));
      column.add(1, lane.of(6n));
      expect([0, 1, 2].map((index) => lane.big(column.get(index)))).to.deep.equal([0n, 11n, 0n]);
      expect(column.length).to.equal(3);
    }
  });
});

describe("a share by rates that are above the whole together", () => {
  it("is exact where base times rate is larger than what numbers hold", () => {
    const fast = new FastLane({ unit: 1n, mode: "down" });
    // Their products with the rate, rounded as numbers are, reach the next whole unit.
    for (const base of [900_719_920_006n, 900_719_920_003n, 900_719_910_006n]) {
      expect(BigInt(fast.share(Number(base), 33_333))).to.equal((base * 33_333n) / 10_000n);
    }
  });
});

describe("AmountStore", () => {
  it("keeps amounts of any size below 2^96 in the order they came, and their sum", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.bigInt(0n, 2n ** 53n + 5n), fc.bigInt(0n, 2n ** 96n - 1n)), { maxLength: 50 }),
        (values) => {
          const store = new AmountStore(1);
          for (const value of values) store.push(value <= LARGEST ? Number(value) : value);
          expect(store.length).to.equal(values.length);
          expect(values.map((_, index) => store.get(index))).to.deep.equal(values);
          expect(store.sum).to.equal(values.reduce((sum, value) => sum + value, 0n));
          const view = new ExactLane({ unit: 1n, mode: "down" }).view(store);
          expect(values.map((_, index) => view.get(index))).to.deep.equal(values);
          expect(view.length).to.equal(values.length);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("is seen as numbers only where all are, and is not written through a view", () => {
    const store = AmountStore.of(Float64Array.of(1, 2, 2 ** 53 - 1));
    expect(store.sum).to.equal(2n ** 53n + 2n);
    expect([...store.numbers()]).to.deep.equal([1, 2, 2 ** 53 - 1]);
    const view = new ExactLane({ unit: 1n, mode: "down" }).view(store);
    expect(() => view.set(0, 1n)).to.throw(TypeError, "What was read is not written.");
    expect(() => view.add(0, 1n)).to.throw(TypeError, "What was read is not written.");
    store.push(2n ** 60n);
    expect(() => store.numbers()).to.throw(RangeError, "Some amounts are too large for numbers.");
    expect([0, 1, 2, 3].map((index) => store.get(index))).to.deep.equal([1n, 2n, 2n ** 53n - 1n, 2n ** 60n]);
  });

  it("compares amounts of two tables at one place, whatever their size", () => {
    const of = (...values: (bigint | number)[]) => {
      const store = new AmountStore();
      for (const value of values) store.push(value);
      return store;
    };
    const small = of(5, 6, 7);
    expect([0, 1, 2].map((at) => small.isAbove(of(6, 6, 6), at))).to.deep.equal([false, false, true]);
    const large = of(2n ** 60n, 6, 2n ** 53n + 1n);
    expect([0, 1, 2].map((at) => large.isAbove(small, at))).to.deep.equal([true, false, true]);
    expect([0, 1, 2].map((at) => small.isAbove(large, at))).to.deep.equal([false, false, false]);
    expect(large.isAbove(of(0, 0, 2n ** 53n), 2)).to.equal(true);
  });

  it("holds numbers up to the largest that is exact", () => {
    const store = new AmountStore();
    store.push(Number.MAX_SAFE_INTEGER);
    store.push(LARGEST);
    expect([...store.numbers()]).to.deep.equal([Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
  });

  it("grows from nothing", () => {
    const store = new AmountStore(0);
    for (let value = 0; value < 3000; value++) store.push(value);
    expect(store.get(2999)).to.equal(2999n);
  });
});
