import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { worstCase } from "../../src/index.ts";
import { COMPANY, type Scene, scenes } from "../helpers/arbitrary.ts";
import { type Computed, compute, planOf } from "../helpers/period.ts";
import { LADDER, RANKS, RUNS } from "../helpers/uplines.ts";
import {
  type BreakawayTerms,
  breakawayReference,
  type Compression,
  type InfinityTerms,
  infinityReference,
  line,
  type Outcome,
  payRelative,
  payRungs,
  type Rung,
  type Way,
  World,
} from "./leaders.ts";

const name = (rank: number) => `R${rank}`;
const rank = fc.nat(RANKS - 1);
const rung: fc.Arbitrary<Rung> = fc
  .record({ rate: fc.nat(2500), open: fc.nat(RANKS - 2), step: fc.option(rank), other: fc.nat(2500) })
  .map(({ rate, open, step, other }) => {
    const higher = step === null ? undefined : { rank: Math.max(open + 1, step), rate: other };
    return { rate, open, higher };
  });
const rungs = fc.array(rung, { minLength: 1, maxLength: 4 });
const compression = fc.constantFrom("none" as const, "standard" as const, "dynamic" as const);
const holder = fc.constantFrom("closes" as const, "heads" as const);

/** As the plan has it. */
const level = ({ rate, open, higher }: Rung) => ({
  rate,
  rank: name(open),
  ...(higher === undefined ? {} : { byRank: [{ rank: name(higher.rank), rate: higher.rate }] }),
});

const deep = scenes({ people: 14, sales: 10, ranks: RANKS });

function run(scene: Scene, bonuses: readonly object[], rest: object = {}): Computed {
  return compute({ plan: planOf(bonuses, { ranks: LADDER, ...rest }), ...scene, company: COMPANY });
}

/** What the last bonus paid to whom, caps left out, and what it lost. */
function outcome({ lines, result }: Computed): Outcome {
  const last = result.bonuses.at(-1);
  const paid = new Map<number, number>();
  for (const { bonus, kind, beneficiary, amount } of lines) {
    if (bonus !== last?.id || (kind !== "commission" && kind !== "adjustment")) continue;
    const before = paid.get(Number(beneficiary)) ?? 0;
    paid.set(Number(beneficiary), before + Number(amount));
  }
  for (const [id, amount] of paid) if (amount === 0) paid.delete(id);
  return { paid, lost: Number(last?.breakage) };
}

describe("leaders, against the definition", () => {
  it("generations that holders close or head, with rates by rank and every compression", () => {
    const property = (scene: Scene, least: number, list: readonly Rung[], how: Way["holder"], rule: Compression) => {
      const bonus = {
        id: "gen",
        family: "generation",
        rank: name(least),
        holder: how,
        generations: list.map(level),
        compression: rule,
      };
      const world = new World(scene);
      const expected: Outcome = { paid: new Map(), lost: 0 };
      for (const { seller, cv } of world.paying()) {
        payRungs(expected, line(world, seller, { rank: least, holder: how }), cv, list, rule);
      }
      expect(outcome(run(scene, [bonus]))).to.deep.equal(expected);
    };
    fc.assert(fc.property(deep, rank, rungs, holder, compression, property), { numRuns: RUNS });
  });

  it("generations that each payee has for himself", () => {
    const property = (scene: Scene, list: readonly Rung[], how: Way["holder"]) => {
      const bonus = { id: "gen", family: "generation", holder: how, generations: list.map(level) };
      const world = new World(scene);
      const expected: Outcome = { paid: new Map(), lost: 0 };
      for (const { seller, cv } of world.paying()) payRelative(expected, world, seller, cv, list, how);
      const computed = run(scene, [bonus]);
      expect(outcome(computed)).to.deep.equal(expected);
      const worst = worstCase(computed.result.plan.document);
      expect(Number(computed.result.paid) * 10_000 <= Number(computed.result.volume) * worst).to.equal(true);
    };
    fc.assert(fc.property(deep, rungs, holder, property), { numRuns: RUNS });
  });

  it("matches by level and by generation", () => {
    const way = fc.option(fc.record({ rank, holder }), { nil: undefined });
    const property = (scene: Scene, list: readonly Rung[], by: Way | undefined, rule: Compression) => {
      const own = { id: "own", family: "personal", tiers: [{ from: 0, rate: 5000 }] };
      const bonus = {
        id: "match",
        family: "matching",
        bonuses: ["own"],
        levels: list.map(level),
        compression: rule,
        ...(by === undefined ? {} : { generations: { rank: name(by.rank), holder: by.holder } }),
      };
      const world = new World(scene);
      const expected: Outcome = { paid: new Map(), lost: 0 };
      for (const { id, active } of world.people) {
        const earned = active ? Math.floor(world.paidVolume(id) / 2) : 0;
        if (earned > 0) payRungs(expected, line(world, id, by), earned, list, rule);
      }
      expect(outcome(run(scene, [own, bonus]))).to.deep.equal(expected);
    };
    fc.assert(fc.property(deep, rungs, way, compression, property), { numRuns: RUNS });
  });

  it("infinity, differences or whole rates, below levels or generations", () => {
    const terms = fc.record({
      ranks: fc
        .uniqueArray(rank, { minLength: 1, maxLength: 4 })
        .map((list) =>
          [...list].sort((a, b) => a - b).map((least, index) => ({ rank: least, rate: (index + 1) * 137 })),
        ),
      pays: fc.constantFrom("difference" as const, "full" as const),
      holder,
      below: fc.option(
        fc.record({ count: fc.integer({ min: 1, max: 3 }), generationsOf: fc.option(rank, { nil: undefined }) }),
        { nil: undefined },
      ),
      stops: fc.constantFrom("holder" as const, "payee" as const),
    });
    const property = (scene: Scene, how: InfinityTerms) => {
      const { ranks, below, stops, ...rest } = how;
      const generationsOf = below?.generationsOf === undefined ? {} : { generationsOf: name(below.generationsOf) };
      const bonus = {
        id: "inf",
        family: "infinity",
        ...rest,
        ranks: ranks.map((rule) => ({ rank: name(rule.rank), rate: rule.rate })),
        ...(below === undefined ? {} : { below: { count: below.count, ...generationsOf }, stops }),
      };
      expect(outcome(run(scene, [bonus]))).to.deep.equal(infinityReference(new World(scene), how));
    };
    fc.assert(fc.property(deep, terms, property), { numRuns: RUNS });
  });

  const breaks = fc.oneof(
    fc.record({ from: fc.integer({ min: 1, max: 3000 }) }),
    fc.record({ rank: fc.integer({ min: 1, max: RANKS - 1 }) }),
  );
  const common = {
    breaks,
    paid: fc.constantFrom("leaders" as const, "sponsors" as const),
    sideVolume: fc.option(fc.nat(2500), { nil: undefined }),
    legsInstead: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  };
  const agree = (scene: Scene, terms: BreakawayTerms) => {
    const { breaks: rule, rungs: list, sideVolume, legsInstead, guarantee, ...rest } = terms;
    const cents = (units: number) => `${Math.floor(units / 100)}.${String(units % 100).padStart(2, "0")}`;
    const from = "from" in rule ? rule.from : 1;
    const stairs = { id: "stairs", family: "differential", per: "period", by: "sideVolume" };
    const bonus = {
      id: "over",
      family: "breakaway",
      ...rest,
      ...("rank" in rule ? { rank: name(rule.rank) } : { stairs: "stairs" }),
      generations: list.map((step) => (guarantee === undefined ? level(step) : { rate: step.rate })),
      ...(sideVolume === undefined ? {} : { sideVolume: cents(sideVolume) }),
      ...(sideVolume === undefined || legsInstead === undefined ? {} : { legsInstead }),
      ...(guarantee === undefined ? {} : { guarantee: cents(guarantee) }),
    };
    const tiers = [{ from: cents(from), rate: 2100 }];
    const expected = breakawayReference(new World(scene), terms);
    expect(outcome(run(scene, [{ ...stairs, tiers }, bonus]))).to.deep.equal(expected);
  };

  it("overrides by generation on groups that broke away by rank or at the top of the stairs", () => {
    const terms = fc.record({ ...common, rungs, compression, guarantee: fc.constant(undefined) });
    fc.assert(fc.property(deep, terms, agree), { numRuns: RUNS });
  });

  it("overrides of which a minimum is guaranteed to the next above", () => {
    const single = fc.integer({ min: 1, max: 2500 }).map((rate) => [{ rate, open: 0, higher: undefined }]);
    const terms = fc.record({
      ...common,
      rungs: single,
      compression: fc.constant("dynamic" as const),
      guarantee: fc.nat(4000),
    });
    fc.assert(fc.property(deep, terms, agree), { numRuns: RUNS });
  });
});
