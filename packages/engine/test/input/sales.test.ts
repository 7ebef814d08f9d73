import { expect } from "chai";
import { describe, it } from "mocha";
import { InputInvalid, Network, type SaleRow, Sales } from "../../src/index.ts";

const network = Network.from([{ id: 1 }, { id: 2, sponsor: 1 }]);
const read = (...rows: readonly SaleRow[]) => Sales.from(rows, network);
const problems = (...rows: readonly object[]) => {
  try {
    read(...(rows as SaleRow[]));
  } catch (error) {
    if (error instanceof InputInvalid)
      return error.problems.map(({ row, field, message }) => `${row} ${field} ${message}`);
    throw error;
  }
  return [];
};

describe("Sales", () => {
  it("take from one another what is left out", () => {
    const sales = read(
      { seller: 1, cv: 5 },
      { seller: 2, cv: 5, wholesale: 7 },
      { seller: 2, cv: 5, wholesale: 7, price: 9, pv: 3 },
    );
    expect(
      [0, 1, 2].map((index) => [sales.pv.get(index), sales.wholesale.get(index), sales.price.get(index)]),
    ).to.deep.equal([
      [5n, 5n, 5n],
      [5n, 7n, 7n],
      [3n, 7n, 9n],
    ]);
    expect([0, 1].map((index) => sales.idAt(index))).to.deep.equal([1, 2]);
    expect([sales.time, sales.buyerSince, sales.party, sales.parties]).to.deep.equal([
      undefined,
      undefined,
      undefined,
      0,
    ]);
    const columns = new Sales({ seller: sales.seller, cv: sales.cv });
    expect([columns.pv, columns.wholesale, columns.price]).to.deep.equal([sales.cv, sales.cv, sales.cv]);
    expect([...columns.kind, ...columns.subject, ...columns.buyer]).to.deep.equal(Array(9).fill(0));
  });

  it("follow in their kind from the buyer", () => {
    const { kind, buyer } = read(
      { seller: 1, cv: 1 },
      { seller: 1, cv: 1, buyer: "Carl" },
      { seller: 1, cv: 1, buyer: 1 },
      { seller: 1, cv: 1, buyer: "2" },
      { seller: 1, cv: 1, buyer: "Carl", kind: "recorded" },
      { seller: 1, cv: 1, buyer: "Dora" },
      { seller: 1, cv: 1, kind: "personal" },
      { seller: 1, cv: 1, buyer: "" },
    );
    expect([...kind]).to.deep.equal([0, 0, 1, 2, 3, 0, 1, 0]);
    expect([...buyer]).to.deep.equal([0, -1, 1, 2, -1, -2, 0, 0]);
  });

  it("know parties, dates and other subjects", () => {
    const sales = read(
      { id: "x", seller: 1, cv: 1, party: "P", time: 5, subject: "fee" },
      { id: "y", seller: 2, cv: 1, party: "", buyerSince: 3 },
    );
    expect([...(sales.party ?? [])]).to.deep.equal([1, 0]);
    expect([sales.partyAt(1), sales.parties, sales.hostAt(1)]).to.deep.equal(["P", 1, 0]);
    expect([...(sales.time ?? [])]).to.deep.equal([5, Number.NaN]);
    expect([...(sales.buyerSince ?? [])]).to.deep.equal([Number.NaN, 3]);
    expect([...sales.subject]).to.deep.equal([2, 0]);
    expect([sales.idAt(0), sales.idAt(1)]).to.deep.equal(["x", "y"]);
  });

  it("know hosts as buyers are known, and none where a row leaves them empty", () => {
    const sales = read(
      { seller: 1, cv: 1, party: "P", host: "Carl" },
      { seller: 1, cv: 1, party: "Q", host: 2 },
      { seller: 1, cv: 1, party: "R", host: "" },
      { seller: 1, cv: 1, buyer: "Dora" },
      { seller: 1, cv: 1, party: "", host: "" },
      { seller: 1, cv: 1, party: "P", buyer: "Carl", host: "Carl" },
    );
    expect([1, 2, 3].map((number) => sales.hostAt(number))).to.deep.equal([-1, 2, 0]);
    expect([...(sales.party ?? [])]).to.deep.equal([1, 2, 3, 0, 0, 1]);
    expect([...sales.buyer]).to.deep.equal([0, 0, 0, -2, 0, -1]);
    expect([sales.customerAt(-1), sales.customerAt(-2)]).to.deep.equal(["Carl", "Dora"]);
    expect(problems({ seller: 1, cv: 1, host: "Carl" })).to.deep.equal([
      '1 host "Carl"; expected none without a party',
    ]);
    expect(problems({ seller: 1, cv: 1, party: "P" }, { seller: 2, cv: 1, party: "P" })).to.deep.equal([
      '2 party "P"; expected a party of this seller',
    ]);
  });

  it("say of every row what is wrong with it", () => {
    const units = "token units: a whole number of 0 or more, below 2^96";
    expect(problems({ seller: 3, cv: 1 }, { seller: "", cv: 1 })).to.deep.equal([
      "1 seller 3; expected the id of a distributor or of the company",
      '2 seller ""; expected the id of a distributor or of the company',
    ]);
    expect(
      problems({ seller: 1, cv: -1 }, { seller: 1, cv: 1.5 }, { seller: 1, cv: 2n ** 96n }, { seller: 1 }),
    ).to.deep.equal([
      `1 cv -1; expected ${units}`,
      `2 cv 1.5; expected ${units}`,
      `3 cv ${2n ** 96n}; expected ${units}`,
      `4 cv missing; expected ${units}`,
    ]);
    expect(problems({ seller: 1, cv: Number.NaN }, { seller: 1, cv: Number.POSITIVE_INFINITY })).to.deep.equal([
      `1 cv NaN; expected ${units}`,
      `2 cv Infinity; expected ${units}`,
    ]);
    expect(problems({ seller: 1, cv: 5, wholesale: 9, price: 8 })).to.deep.equal([
      "1 price 8; expected at least the wholesale price, 9",
    ]);
    expect(
      problems(
        { seller: 1, cv: 5, buyer: 2, kind: "retail" },
        { seller: 1, cv: 5, kind: "gift" },
        { seller: 1, cv: 5, buyer: -1 },
      ),
    ).to.deep.equal([
      '1 kind "retail"; expected distributor, which is what the buyer makes it, or none',
      '2 kind "gift"; expected one of retail, personal, distributor, recorded',
      "3 buyer -1; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal",
    ]);
    expect(problems({ id: 1, seller: 1, cv: 1 }, { id: 1, seller: 1, cv: 1 }, { seller: 1, cv: 1 })).to.deep.equal([
      "2 id 1; expected an id that no other sale has",
      "3 id missing; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal",
    ]);
    expect(problems({ seller: 1, cv: 1 }, { id: 1, seller: 1, cv: 1 })).to.deep.equal([
      "2 id 1; expected an id on every row, or on none",
    ]);
    expect(problems({ seller: 1, cv: 1, time: -1, buyerSince: 0.5, party: -1, subject: "gift" })).to.deep.equal([
      "1 time -1; expected whole seconds since 1970",
      "1 buyerSince 0.5; expected whole seconds since 1970",
      "1 party -1; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal",
      '1 subject "gift"; expected one of product, enrolment, fee, starterKit',
    ]);
  });
});
