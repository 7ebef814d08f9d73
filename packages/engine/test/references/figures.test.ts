import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { Figures } from "../../src/figures/figures.ts";
import { type DistributorRow, Network, readPlan, type SaleRow, Sales } from "../../src/index.ts";
import { FastLane } from "../../src/money/fast.ts";
import { StateBook } from "../../src/run/state.ts";
import { planOf } from "../helpers/period.ts";
import { RUNS } from "../helpers/uplines.ts";
import { Definition, type Own, type Qualification, type Row } from "./figures.ts";

const rows = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 }).map((picks): Row[] =>
  picks.map(([sponsor, placement], index) => ({
    id: index + 1,
    sponsor: sponsor % (index + 1),
    placement: placement % (index + 1),
  })),
);
const amount = fc.nat(300);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const qualification = (rank: number): fc.Arbitrary<Qualification> =>
  fc.record({
    ownVolume: maybe(amount),
    customerVolume: maybe(amount),
    customers: maybe(fc.integer({ min: 1, max: 3 })),
    purchases: maybe(amount),
    active: fc.boolean(),
    groupVolume: maybe(
      fc.oneof(
        fc.record({
          atLeast: fc.nat(1000),
          depth: maybe(fc.integer({ min: 1, max: 3 })),
          legCap: maybe(fc.constantFrom(2500, 5000, 6000)),
          tree: fc.constantFrom("sponsor" as const, "placement" as const),
        }),
        fc.record({ atLeast: fc.nat(600), withoutRank: fc.integer({ min: 1, max: 3 }) }),
      ),
    ),
    legs: maybe(
      fc.array(fc.record({ count: fc.integer({ min: 1, max: 2 }), volume: fc.nat(400), rank: maybe(fc.nat(rank)) }), {
        minLength: 1,
        maxLength: 2,
      }),
    ),
    sponsored: maybe(fc.record({ count: fc.integer({ min: 1, max: 3 }), active: fc.boolean() })),
  });
const ladder = fc.tuple(qualification(1), qualification(2), qualification(3));

interface Sold {
  readonly seller: number;
  readonly buyer: number;
  readonly points: number;
  readonly recorded: boolean;
}
const salesOf = (people: number) =>
  fc.array(
    fc.record({
      seller: fc.integer({ min: 1, max: people }),
      // Above the last distributor: customers.
      buyer: fc.integer({ min: 1, max: people + 3 }),
      points: fc.nat(200),
      recorded: fc.integer({ min: 0, max: 5 }).map((value) => value === 0),
    }),
    { maxLength: 25 },
  );

const NAMES = ["R0", "R1", "R2", "R3"];
const withoutGaps = (value: object): object => JSON.parse(JSON.stringify(value));
const asRequires = ({ legs, groupVolume, ...rest }: Qualification) =>
  withoutGaps({
    ...rest,
    groupVolume:
      groupVolume?.withoutRank === undefined
        ? groupVolume
        : { ...groupVolume, withoutRank: NAMES[groupVolume.withoutRank] },
    legs: legs?.map(({ rank, ...leg }) => ({ ...leg, rank: rank === undefined ? undefined : NAMES[rank] })),
  });

function figuresOf(people: readonly Row[], sold: readonly Sold[], rules: object) {
  const network = Network.from(people as readonly DistributorRow[], { company: 0 });
  const saleRows = sold.map(({ seller, buyer, points, recorded }): SaleRow => {
    const row: SaleRow = { seller, buyer: buyer > people.length ? `c${buyer}` : buyer, cv: points };
    return recorded ? { ...row, kind: "recorded" } : row;
  });
  const sales = Sales.from(saleRows, network);
  const bonus = { id: "x", family: "unilevel", levels: [] };
  const plan = readPlan(planOf([bonus], { ...rules, currency: { code: "PTS", decimals: 0 } }), { analyse: true });
  const lane = new FastLane(plan.rounding);
  const state = new StateBook(lane, network, {});
  return new Figures({ plan, lane, network, sales, period: undefined, state, given: false });
}

/** The figures of one distributor, straight from the list of sales. */
function ownOf(people: number, sold: readonly Sold[], threshold: number): (id: number) => Own {
  const counted = sold.filter(({ recorded }) => !recorded);
  const sum = (list: readonly Sold[]) => list.reduce((total, { points }) => total + points, 0);
  return (id) => {
    const own = counted.filter(({ seller }) => seller === id);
    const retail = own.filter(({ buyer }) => buyer > people);
    return {
      own: sum(own),
      customer: sum(retail),
      purchases: sum(counted.filter(({ buyer }) => buyer === id)),
      customers: new Set(retail.map(({ buyer }) => buyer)).size,
      active: sum(own) >= threshold,
    };
  };
}

describe("figures, against the definition", () => {
  it("volumes, activity and ranks are what the definition gives", () => {
    const world = rows.chain((people) => fc.tuple(fc.constant(people), salesOf(people.length), ladder, fc.nat(100)));
    fc.assert(
      fc.property(world, ([people, sold, steps, threshold]) => {
        const own = ownOf(people.length, sold, threshold);
        const definition = new Definition(people, own, [undefined, ...steps]);
        const ranks = NAMES.map((name, rank) => {
          const requires = steps[rank - 1];
          return requires === undefined ? { name } : { name, requires: asRequires(requires) };
        });
        const figures = figuresOf(people, sold, { ranks, activity: { ownVolume: threshold } });
        for (const { id } of people) {
          const { own: volume, customer, purchases } = figures.volumes;
          expect([
            volume.get(id),
            customer.get(id),
            purchases.get(id),
            figures.customers[id],
            figures.active[id],
          ]).to.deep.equal([
            own(id).own,
            own(id).customer,
            own(id).purchases,
            own(id).customers,
            own(id).active ? 1 : 0,
          ]);
          for (const tree of ["sponsor", "placement"] as const) {
            expect(figures.groupVolume(tree).get(id)).to.equal(definition.group(id, tree));
            for (const depth of [0, 1, 2]) {
              expect(figures.groupVolume(tree, depth).get(id)).to.equal(definition.group(id, tree, depth));
            }
          }
          expect(figures.rank[id], `rank of ${id}`).to.equal(definition.rank(id));
        }
        expect(figures.active[0]).to.equal(0);
      }),
      { numRuns: RUNS },
    );
  });
});
