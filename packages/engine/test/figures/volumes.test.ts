import { expect } from "chai";
import { describe, it } from "mocha";
import { customersOf, groupVolume, volumesOf } from "../../src/figures/volumes.ts";
import { Network, type SaleRow, Sales } from "../../src/index.ts";
import { ExactLane } from "../../src/money/exact.ts";

const lane = new ExactLane({ unit: 1n, mode: "down" });
/** 2 and 3 below 1, 4 below 3; by placement all in one line. */
const network = Network.from([
  { id: 1 },
  { id: 2, sponsor: 1 },
  { id: 3, sponsor: 1, placement: 2 },
  { id: 4, sponsor: 3 },
]);
const sales = (...rows: readonly SaleRow[]) => Sales.from(rows, network);
const everybody = [0, 1, 2, 3, 4];

describe("volumes", () => {
  it("are points of products sold, to customers, and bought, by who sold and who bought", () => {
    const { own, customer, purchases } = volumesOf(
      lane,
      sales(
        { seller: 1, cv: 5, pv: 1000 },
        { seller: 1, cv: 5, pv: 100, buyer: "Carl" },
        { seller: 2, cv: 5, pv: 10, buyer: 2 },
        { seller: 3, cv: 5, pv: 1, buyer: 4 },
        { seller: 3, cv: 5, pv: 70_000, buyer: 4, kind: "recorded" },
        { seller: 3, cv: 5, pv: 80_000, subject: "fee" },
        { seller: 4, cv: 5, pv: 7, kind: "distributor" },
        { seller: "company", cv: 5, pv: 3, buyer: 1 },
      ),
      network.size,
    );
    const of = (column: typeof own) => everybody.map((index) => column.get(index));
    expect(of(own)).to.deep.equal([3n, 1100n, 10n, 1n, 7n]);
    expect(of(customer)).to.deep.equal([0n, 1100n, 0n, 0n, 0n]);
    expect(of(purchases)).to.deep.equal([0n, 3n, 10n, 0n, 1n]);
  });

  it("of the group are one's own and those of the downline, of all of it or down to a depth", () => {
    const { own } = volumesOf(
      lane,
      sales(...[1, 2, 3, 4].map((seller) => ({ seller, cv: 10 ** seller }))),
      network.size,
    );
    const group = (tree: "sponsors" | "placements", depth?: number) => {
      const column = groupVolume(lane, own, network[tree], depth);
      return everybody.map((index) => column.get(index));
    };
    expect(group("sponsors")).to.deep.equal([11_110n, 11_110n, 100n, 11_000n, 10_000n]);
    expect(group("placements")).to.deep.equal([11_110n, 11_110n, 11_100n, 11_000n, 10_000n]);
    expect(group("sponsors", 0)).to.deep.equal([0n, 10n, 100n, 1000n, 10_000n]);
    expect(group("sponsors", 1)).to.deep.equal([10n, 1110n, 100n, 11_000n, 10_000n]);
    expect(group("placements", 2)).to.deep.equal([110n, 1110n, 11_100n, 11_000n, 10_000n]);
    expect(group("sponsors", 9)).to.deep.equal(group("sponsors"));
  });

  it("know how many different customers bought, those not named as one", () => {
    const counts = customersOf(
      sales(
        { seller: 1, cv: 5, buyer: "Carl" },
        { seller: 1, cv: 5, buyer: "Carl" },
        { seller: 1, cv: 5, buyer: "Dora" },
        { seller: 1, cv: 5 },
        { seller: 1, cv: 5 },
        { seller: 2, cv: 5, buyer: "Carl" },
        { seller: 2, cv: 5, buyer: "Else", subject: "starterKit" },
        { seller: 2, cv: 5, buyer: "Else", kind: "recorded" },
        { seller: 3, cv: 5, buyer: 4 },
        { seller: 4, cv: 5, buyer: 4 },
      ),
      network.size,
    );
    expect([...counts]).to.deep.equal([0, 3, 1, 0, 0]);
  });
});
