import { expect } from "chai";
import { checkCost, LONGEST_QUERY, MOST_ROWS, rowsOfQuery } from "../src/api/cost.ts";
import { Refusal } from "../src/api/json.ts";

// how many rows a query in GraphQL can lead to
// - a page is what its limit says, 50 without, 1,000 at most; a variable counts as given
// - lists within lists multiply, also through fragments; rows that are not lists count once
// - the schema itself costs nothing; what is no query is left to GraphQL

const rows = (query: string, variables = {}) => rowsOfQuery(query, variables);

describe("the rows that a query can lead to", () => {
  it("are the limits of its lists", () => {
    expect(rows("{ sales { items { id } } }")).to.equal(50);
    expect(rows("{ sales(limit: 7) { items { id } pageInfo { endCursor } } }")).to.equal(7 + 7);
    expect(rows("{ sales(limit: 5000) { items { id } } }")).to.equal(1000);
    expect(rows("query($n: Int) { sales(limit: $n) { items { id } } }", { n: 3 })).to.equal(3);
    expect(rows("query($n: Int) { sales(limit: $n) { items { id } } }", { n: "all" })).to.equal(1000);
    expect(rows("query($n: Int) { sales(limit: $n) { items { id } } }")).to.equal(1000);
  });

  it("multiply where lists are in lists", () => {
    expect(rows("{ sales(limit: 10) { items { parts(limit: 4) { items { amount } } by { id } } } }")).to.equal(
      10 + 40 + 10,
    );
    const fragment = "fragment F on sale { parts(limit: 4) { items { amount } } }";
    expect(rows(`{ sales(limit: 10) { items { ...F } } } ${fragment}`)).to.equal(10 + 40);
    const page = "fragment P on salePage { items { parts(limit: 4) { items { amount } } } }";
    expect(rows(`{ sales(limit: 10) { ...P } } ${page}`)).to.equal(10 + 40);
    expect(rows("{ sales(limit: 2) { ... on salePage { items { parts { items { amount } } } } } }")).to.equal(2 + 100);
  });

  it("are too many where fragments name each other again and again", () => {
    const doubled = Array.from({ length: 40 }, (_, at) => `fragment F${at} on sale { ...F${at + 1} ...F${at + 1} }`);
    expect(rows(`{ sale(id: "0x00") { ...F0 } } ${doubled.join(" ")} fragment F40 on sale { id }`)).to.be.above(
      MOST_ROWS,
    );
  });

  it("do not count the schema, nor what is no query", () => {
    expect(rows("{ __schema { types { name } } }")).to.be.below(MOST_ROWS);
    expect(rows("{ sales(limit: ")).to.equal(undefined);
    expect(rows("{ sales { ...F } } fragment F on salePage { ...F }")).to.equal(1);
  });

  it("are refused when there are too many, with both numbers", () => {
    const query = "{ sales(limit: 1000) { items { parts(limit: 1000) { items { amount } } } } }";
    expect(() => checkCost(query, {})).to.throw(Refusal, `expected at most ${MOST_ROWS}`);
    expect(() =>
      checkCost("{ sales(limit: 1000) { items { parts(limit: 40) { items { amount } } } } }", {}),
    ).to.not.throw();
    expect(() => checkCost(`{ sales { items { id } } } #${" ".repeat(LONGEST_QUERY)}`, {})).to.throw(
      Refusal,
      "characters",
    );
  });
});
