import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { COMPANY, earnings, money, type Scene, scenes } from "../helpers/arbitrary.ts";
import { compute, planOf } from "../helpers/period.ts";
import { RUNS } from "../helpers/uplines.ts";
import { type CapTerms, capsReference } from "./caps.ts";
import { type PartyTerms, partyReference } from "./party.ts";
import { type PoolState, type PoolTerms, poolReference } from "./pool.ts";
import { type XUpTerms, xUpReference } from "./x-up.ts";

const RANKS = { ranks: ["A", "B", "C"].map((name) => ({ name })) };

describe("other families and their literal references", () => {
  it("agree on pools of random networks, over two periods", () => {
    const terms: fc.Arbitrary<PoolTerms> = fc.record({
      rate: fc.nat(10_000),
      per: fc.constantFrom("sale", "period"),
      by: fc.constantFrom("rank", "ownVolume", "customerVolume", "groupVolume", "growth"),
      factors: fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
      least: fc.nat(2),
      empty: fc.constantFrom("company", "carry"),
    });
    const property = (first: Scene, second: Scene, how: PoolTerms) => {
      const shares = how.factors.map((factor, rank) => ({ rank: RANKS.ranks[rank]?.name, shares: factor }));
      const bonus = {
        rate: how.rate,
        per: how.per,
        by: how.by,
        shares,
        rank: RANKS.ranks[how.least]?.name,
        empty: how.empty,
      };
      const plan = planOf([{ id: "pool", family: "pool", ...bonus }], RANKS);
      const known = second.sales.filter(({ seller }) => Number(seller) <= first.network.length);
      let before: PoolState = { waiting: 0, groups: new Map() };
      let state = {};
      for (const sales of [first.sales, known]) {
        const scene = { network: first.network, sales };
        const expected = poolReference(scene, how, before);
        const { result } = compute({ plan, ...scene, state, company: COMPANY });
        expect(earnings(result)).to.deep.equal(expected.paid);
        expect(Number(result.state["pool.carried"]?.["0"] ?? 0)).to.equal(expected.state.waiting);
        before = expected.state;
        state = result.state;
      }
    };
    fc.assert(fc.property(scenes(), scenes(), terms, property), { numRuns: RUNS });
  });

  it("agree on x-ups of random networks", () => {
    const terms: fc.Arbitrary<XUpTerms> = fc.record({
      passUp: fc.integer({ min: 1, max: 3 }),
      first: fc.constantFrom("sales", "people"),
      rate: fc.nat(10_000),
    });
    const property = ({ network, sales }: Scene, times: readonly number[], how: XUpTerms) => {
      const timed = sales.map((sale, index) => ({ ...sale, time: times[index] ?? 0 }));
      const scene = { network, sales: timed };
      const { result } = compute({
        plan: planOf([{ id: "up", family: "x-up", optIn: true, ...how }]),
        ...scene,
        company: COMPANY,
      });
      expect(earnings(result)).to.deep.equal(xUpReference(scene, how));
    };
    fc.assert(fc.property(scenes(), fc.array(fc.nat(3)), terms, property), { numRuns: RUNS });
  });

  it("agree on what hosts are credited", () => {
    const step = fc.record({ from: fc.nat(900), rate: fc.nat(10_000), amount: fc.nat(50) });
    const terms: fc.Arbitrary<PartyTerms> = fc.record({
      mode: fc.constantFrom("marginal", "retroactive"),
      steps: fc
        .uniqueArray(step, { minLength: 1, maxLength: 4, selector: ({ from }) => from })
        .map((steps) => steps.sort((a, b) => a.from - b.from)),
    });
    const sold = fc.array(fc.record({ party: fc.integer({ min: 1, max: 3 }), cv: fc.nat(500) }), { maxLength: 8 });
    const property = (
      sales: readonly { readonly party: number; readonly cv: number }[],
      { mode, steps }: PartyTerms,
    ) => {
      const written = steps.map((each) => ({ ...each, from: money(each.from), amount: money(each.amount) }));
      const { of } = compute({
        plan: planOf([{ id: "host", family: "party", mode, steps: written }]),
        network: [{ id: "A" }],
        sales: sales.map((sale) => ({ seller: "A", host: `host ${sale.party}`, ...sale })),
      });
      for (const party of [1, 2, 3]) {
        const all = sales.filter((sale) => sale.party === party).reduce((sum, { cv }) => sum + cv, 0);
        const given = of("product").filter(({ beneficiary }) => beneficiary === `host ${party}`);
        expect(given.reduce((sum, { amount }) => sum + Number(amount), 0)).to.equal(
          partyReference(all, { mode, steps }),
        );
      }
    };
    fc.assert(fc.property(sold, terms, property), { numRuns: RUNS });
  });

  it("agree on caps in any order", () => {
    const cap: fc.Arbitrary<CapTerms> = fc.oneof(
      fc.record({ kind: fc.constant("person" as const), most: fc.nat(3000) }),
      fc.record({ kind: fc.constant("share" as const), rate: fc.nat(10_000) }),
      fc.record({ kind: fc.constant("company" as const), rate: fc.nat(10_000) }),
    );
    const own = { id: "own", family: "personal", tiers: [{ from: 0, rate: 5000 }] };
    const property = ({ network, sales }: Scene, caps: readonly CapTerms[]) => {
      const run = (limits: readonly object[]) =>
        compute({ plan: planOf([own], { caps: limits }), network, sales, company: COMPANY }).result;
      const written = caps.map((each) => (each.kind === "person" ? { ...each, most: money(each.most) } : each));
      const volume = sales.reduce((sum, { cv }) => sum + Number(cv), 0);
      expect(earnings(run(written))).to.deep.equal(capsReference(earnings(run([])), caps, volume));
    };
    fc.assert(fc.property(scenes(), fc.array(cap, { maxLength: 3 }), property), { numRuns: RUNS });
  });
});
