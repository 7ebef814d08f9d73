import { expect } from "chai";
import { describe, it } from "mocha";
import { AmountStore, calculate, InputInvalid, Network, readPlan, Sales } from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";

const plan = readPlan(
  planOf([{ id: "team", family: "unilevel", levels: [{ rate: 1000 }, { rate: 500 }], compression: "dynamic" }]),
);

describe("columns", () => {
  it("are the same network as rows", () => {
    const sponsor = Int32Array.of(0, 0, 1, 2, 2);
    const rows = Network.from(
      [1, 2, 3, 4].map((id) => ({ id, sponsor: sponsor[id] })),
      { company: 0 },
    );
    const columns = Network.ofColumns({ sponsor });
    expect(columns.size).to.equal(4);
    for (const name of ["position", "enrolled", "rank", "active", "row"] as const) {
      expect(columns[name], name).to.deep.equal(rows[name]);
    }
    expect(columns.sponsors.order).to.deep.equal(rows.sponsors.order);
    expect(columns.placements).to.equal(columns.sponsors);
    expect([0, 1, 4].map((index) => columns.ids.at(index))).to.deep.equal([0, 1, 4]);
  });

  it("keep what is given", () => {
    const network = Network.ofColumns({
      sponsor: Int32Array.of(0, 0, 1, 1),
      placement: Int32Array.of(0, 0, 1, 2),
      active: Uint8Array.of(0, 1, 0, 1),
    });
    expect(network.placements.parentOf(3)).to.equal(2);
    const sales = new Sales({ seller: Int32Array.of(3, 2), cv: AmountStore.of(Float64Array.of(1000, 2000)) });
    const result = calculate({ plan, network, sales });
    expect([...result.earnings()]).to.deep.equal([{ distributor: 1, amount: 300n }]);
  });

  it("are refused where somebody is above himself, unknown, or missing", () => {
    const refused = (sponsor: Int32Array, text: string) =>
      expect(() => Network.ofColumns({ sponsor })).to.throw(InputInvalid, text);
    refused(Int32Array.of(0, 2, 1), "row 1, sponsor: [1,2]; expected nobody to be above himself");
    refused(Int32Array.of(0, 3, 0), "row 1, sponsor: 3; expected the index of a distributor, or 0 for the company");
    refused(Int32Array.of(0, 0, -1), "row 2, sponsor: -1; expected the index of a distributor");
    refused(Int32Array.of(1, 0), "row 0, sponsor: 1; expected the index of a distributor");
    const placement = Int32Array.of(0, 0);
    expect(() => Network.ofColumns({ sponsor: Int32Array.of(0, 0, 0), placement })).to.throw(RangeError, "lengths");
    expect(() => Network.ofColumns({ sponsor: placement, placement: Int32Array.of(0, 1) })).to.throw(
      InputInvalid,
      "row 1, placement: [1]; expected nobody to be above himself",
    );
  });

  it("have no parties, hosts, times and ids where none are given", () => {
    const cv = AmountStore.of(Float64Array.of(1000, 2000));
    const sales = new Sales({ seller: Int32Array.of(3, 2), cv });
    expect([sales.parties, sales.hostAt(1), sales.party, sales.time, sales.buyerSince]).to.deep.equal([
      0,
      0,
      undefined,
      undefined,
      undefined,
    ]);
    expect([sales.idAt(0), sales.idAt(1)]).to.deep.equal([1, 2]);
    expect([sales.pv, sales.wholesale, sales.price]).to.deep.equal([cv, cv, cv]);
    const wholesale = AmountStore.of(Float64Array.of(1500, 2500));
    const dearer = new Sales({ seller: Int32Array.of(3, 2), cv, wholesale });
    expect([dearer.pv, dearer.price]).to.deep.equal([cv, wholesale]);
  });

  it("have the names that are given", () => {
    const sales = new Sales({
      ids: ["a", "b"],
      seller: Int32Array.of(3, 2),
      buyer: Int32Array.of(-1, -2),
      party: Int32Array.of(2, 1),
      parties: ["P", "Q"],
      hosts: Int32Array.of(-2, 1),
      customers: ["Carl", "Dora"],
      cv: AmountStore.of(Float64Array.of(1000, 2000)),
    });
    expect([sales.idAt(1), sales.parties, sales.partyAt(1), sales.partyAt(2)]).to.deep.equal(["b", 2, "P", "Q"]);
    expect([sales.hostAt(1), sales.hostAt(2)]).to.deep.equal([-2, 1]);
    expect([sales.customerAt(-1), sales.customerAt(-2)]).to.deep.equal(["Carl", "Dora"]);
  });

  it("find ids that are numbers beside a company that is called by a word", () => {
    const { ids } = Network.from([{ id: 7 }, { id: 3 }]);
    expect(["company", 3, 7, 0, 4, 8, "x"].map((id) => ids.indexOf(id))).to.deep.equal([0, 1, 2, -1, -1, -1, -1]);
    const words = Network.from([{ id: "b" }, { id: 3 }]).ids;
    expect(["company", 3, "b", 4].map((id) => words.indexOf(id))).to.deep.equal([0, 1, 2, -1]);
    expect(Network.from([]).ids.indexOf("company")).to.equal(0);
  });
});
