import { AssertionError, expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { planOf } from "../helpers/period.ts";
import { type FamilyName, SPECIMENS } from "./plans.ts";
import { type Draw, draws, given, PROPERTIES, type PropertyName, run } from "./properties.ts";

/** How many networks are tried for each plan and property. */
const RUNS = Math.ceil(Number(process.env["UPLINE_ENGINE_RUNS"] ?? 500) / 25);

/** Why a property cannot hold for a family, and a case that shows it. */
interface Exception {
  readonly because: string;
  readonly shown: () => void;
}
type Cell = "holds" | Exception;
type Row = Readonly<Record<PropertyName, Cell>>;

/** A case of a family's first plan for which a property does not hold. */
const fails =
  (family: FamilyName, name: PropertyName, draw: Partial<Draw> & Pick<Draw, "scene">, plan = 0) =>
  () => {
    const all: Draw = { order: [0], pick: 0, part: 0, ...draw };
    expect(() => PROPERTIES[name](SPECIMENS[family], plan, all)).to.throw(AssertionError);
  };

const inactive = (...sales: readonly object[]) => ({
  network: [
    { id: 1, active: false },
    { id: 2, sponsor: 1, active: false },
    { id: 3, sponsor: 1, active: false },
  ],
  sales: sales.map((sale, index) => ({ id: `s${index}`, seller: 1, cv: 10_000, price: 12_000, ...sale })),
});

/** 9.19 that 2 buys himself lift him to 3 %: of his sale of 0.81 two get 2 and 5 units, where one got 8. */
const LIFTED = {
  scene: {
    network: [{ id: 1 }, { id: 2, sponsor: 1 }],
    sales: [
      { id: "a", seller: 2, cv: 81, price: 81 },
      { id: "b", seller: 1, cv: 2919, price: 2919 },
      { id: "c", seller: 2, buyer: 2, cv: 919, price: 919 },
    ],
  },
  pick: 2,
};

const all: Row = {
  conservation: "holds",
  caps: "holds",
  rowOrder: "holds",
  monotonicity: "holds",
  relabelling: "holds",
  splitting: "holds",
  qualification: "holds",
  repeats: "holds",
};

const TABLE: Readonly<Record<FamilyName, Row>> = {
  retail: {
    ...all,
    qualification: {
      because: "retail profit is the seller's own margin and needs no qualification",
      shown: fails("retail", "qualification", { scene: inactive({}) }),
    },
  },
  personal: all,
  unilevel: all,
  affiliate: all,
  differential: {
    ...all,
    monotonicity: {
      because: "a sale that lifts somebody in the middle of a line pays a rate in two lines, each rounded down",
      shown: fails("differential", "monotonicity", LIFTED, 2),
    },
  },
  breakaway: {
    ...all,
    monotonicity: {
      because: "its stairs are a differential, of which it does not hold",
      shown: fails("breakaway", "monotonicity", LIFTED, 2),
    },
  },
  generation: all,
  infinity: all,
  binary: all,
  matrix: all,
  "x-up": {
    ...all,
    monotonicity: {
      because: "a sale that comes first may pass up what an active sponsor got, and be the inactive seller's instead",
      shown: fails("x-up", "monotonicity", {
        scene: {
          network: [{ id: 1 }, { id: 2, sponsor: 1, active: false }],
          sales: [100, 10_000, 100].map((cv, index) => ({
            id: index,
            seller: 2,
            cv,
            price: cv,
            time: [0, 2, 1][index]!,
          })),
        },
      }),
    },
    splitting: {
      because: "it counts sales, so two small ones pass up more than one",
      shown: fails("x-up", "splitting", {
        scene: {
          network: [{ id: 1 }, { id: 2, sponsor: 1 }],
          sales: [10_000, 10_000].map((cv, index) => ({ id: `s${index}`, seller: 2, cv, price: cv, time: index })),
        },
        part: 5000,
      }),
    },
  },
  "fast-start": all,
  matching: all,
  advancement: all,
  pool: {
    ...all,
    relabelling: {
      because: "the last unit goes to the lower id where remainders are equal, or the pool would not come out even",
      shown: fails("pool", "relabelling", {
        scene: {
          network: [1, 2].map((id) => ({ id, sponsor: 0, placement: 0 })),
          sales: [1, 2].map((seller) => ({ id: `s${seller}`, seller, cv: 650, price: 650 })),
        },
        order: [1, 0],
      }),
    },
  },
  party: {
    ...all,
    qualification: {
      because: "the host is a customer or anybody else, and needs no qualification for goods",
      shown: fails("party", "qualification", { scene: inactive({ party: "P" }) }),
    },
  },
  board: {
    ...all,
    qualification: {
      because: "it pays for people whatever anybody sells, which is why it is refused",
      shown: fails("board", "qualification", { scene: inactive() }),
    },
  },
  monoline: {
    ...all,
    qualification: {
      because: "it pays for people whatever anybody sells, which is why it is refused",
      shown: fails("monoline", "qualification", { scene: inactive() }),
    },
  },
};

describe("every family and property", () => {
  for (const [family, row] of Object.entries(TABLE)) {
    describe(family, () => {
      const specimens = SPECIMENS[family as FamilyName];
      for (const [name, property] of Object.entries(PROPERTIES)) {
        const cell = row[name as PropertyName];
        if (cell !== "holds") {
          it(`${name} cannot hold: ${cell.because}`, cell.shown);
          continue;
        }
        it(name, () => {
          for (const plan of specimens.plans.keys()) {
            fc.assert(
              fc.property(draws, (draw) => property(specimens, plan, draw)),
              { numRuns: RUNS },
            );
          }
        });
      }
    });
  }

  it("monotonicity cannot hold where a sale makes somebody active who then uses a level up, under standard compression", () => {
    const levels = [{ rate: 1000, rank: "B" }, { rate: 500 }];
    const plan = planOf([{ id: "team", family: "unilevel", levels, compression: "standard" }], {
      ranks: [{ name: "A" }, { name: "B" }],
      activity: { customerVolume: "0.01" },
    });
    const network = [
      { id: 1, rank: 1 },
      { id: 2, sponsor: 1 },
      { id: 3, sponsor: 2 },
    ];
    const sales = [1, 3, 2].map((seller) => ({ id: seller, seller, cv: seller === 3 ? 10_000 : 1 }));
    const total = (count: number) => given(run(plan, { network, sales: sales.slice(0, count) }).result);
    expect([total(2), total(3)]).to.deep.equal([1000n, 500n]);
  });
});
