import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { COMPANY, earnings, money, type Scene, scenes } from "../helpers/arbitrary.ts";
import { compute, planOf } from "../helpers/period.ts";
import { RUNS } from "../helpers/uplines.ts";
import { type BinaryTerms, binaryReference, type Carried } from "./binary.ts";

const volume = fc.integer({ min: 1, max: 600 });

const cycles = fc.record({
  left: volume,
  right: volume,
  first: fc.option(fc.tuple(volume, volume), { nil: undefined }),
  amount: fc.nat(300),
  swap: fc.boolean(),
});
const steps = fc.array(fc.record({ weaker: volume, more: fc.nat(200), amount: fc.integer({ min: 1, max: 300 }) }), {
  minLength: 1,
  maxLength: 4,
});

const pays: fc.Arbitrary<BinaryTerms["pays"]> = fc.oneof(
  cycles.map((of) => ({ how: "cycles" as const, ...of })),
  fc.record({ how: fc.constant("rate" as const), rate: fc.nat(10_000) }),
  fc.tuple(steps, fc.boolean()).map(([list, repeat]) => ({
    how: "steps" as const,
    repeat,
    steps: list
      .map(({ weaker, more, amount }) => ({ weaker, stronger: weaker + more, amount }))
      .sort((a, b) => a.weaker - b.weaker),
  })),
);

const terms: fc.Arbitrary<BinaryTerms> = fc.record({
  pays,
  own: fc.constantFrom("none", "weaker", "stronger"),
  most: fc.option(fc.nat(900), { nil: undefined }),
  cycles: fc.option(fc.nat(3), { nil: undefined }),
  aboveLimit: fc.constantFrom("lost", "carried"),
  carry: fc.constantFrom("both", "stronger", "none"),
  carryMost: fc.option(fc.nat(1500), { nil: undefined }),
  flush: fc.constantFrom("never", "inactive"),
});

function planFor({ pays: how, own, most, cycles: limit, aboveLimit, carry, carryMost, flush }: BinaryTerms): object {
  const written =
    how.how === "rate"
      ? { how: "rate", rates: [{ rate: how.rate }] }
      : how.how === "cycles"
        ? {
            how: "cycles",
            left: money(how.left),
            right: money(how.right),
            swap: how.swap,
            ...(how.first === undefined ? {} : { first: { left: money(how.first[0]), right: money(how.first[1]) } }),
            amounts: [{ amount: money(how.amount) }],
          }
        : {
            how: "steps",
            repeat: how.repeat,
            steps: how.steps.map((step) => ({
              weaker: money(step.weaker),
              stronger: money(step.stronger),
              amount: money(step.amount),
            })),
          };
  const most_ = most === undefined ? {} : { amount: money(most) };
  const cycles_ = limit === undefined ? {} : { cycles: limit };
  const carryMost_ = carryMost === undefined ? {} : { carryMost: money(carryMost) };
  const settings = { pays: written, own, aboveLimit, carry, flush, limits: [{ ...most_, ...cycles_ }], ...carryMost_ };
  return planOf([{ id: "team", family: "binary", ...settings }]);
}

const digits = (figures: Record<string, string> | undefined) =>
  new Map(Object.entries(figures ?? {}).map(([id, value]) => [Number(id), Number(value)]));

describe("the binary bonus and its literal reference", () => {
  it("agree on random networks, sales and settings, over two periods", () => {
    const property = (first: Scene, second: Scene, how: BinaryTerms) => {
      const periods = [
        first,
        { network: first.network, sales: second.sales.filter(({ seller }) => Number(seller) <= first.network.length) },
      ];
      let before: Carried = { left: new Map(), right: new Map(), started: new Set() };
      let state = {};
      for (const scene of periods) {
        const expected = binaryReference(scene, how, before);
        const { result } = compute({ plan: planFor(how), ...scene, state, company: COMPANY });
        const paid = earnings(result);
        expect(paid).to.deep.equal(expected.paid);
        expect(digits(result.state["team.left"])).to.deep.equal(expected.carried.left);
        expect(digits(result.state["team.right"])).to.deep.equal(expected.carried.right);
        const started = Object.keys(result.state["team.started"] ?? {}).map(Number);
        const counts = how.pays.how === "cycles" && how.pays.first !== undefined;
        expect(started).to.deep.equal(counts ? [...expected.carried.started].sort((a, b) => a - b) : []);
        before = expected.carried;
        state = result.state;
      }
    };
    fc.assert(fc.property(scenes(), scenes(), terms, property), { numRuns: RUNS });
  });
});
