import { expect } from "chai";
import { describe, it } from "mocha";
import { InputInvalid, Network } from "../../src/index.ts";
import { ExactLane } from "../../src/money/exact.ts";
import { checkState, StateBook } from "../../src/run/state.ts";

const network = Network.from([{ id: "A" }, { id: 2, sponsor: "A" }]);
const lane = new ExactLane({ unit: 1n, mode: "down" });

describe("StateBook", () => {
  it("has one column for each figure before and one after, and writes what is not 0", () => {
    const book = new StateBook(lane, network, { "x.left": { A: "5", 2: "7" } });
    const before = book.before("x.left");
    expect(book.before("x.left")).to.equal(before);
    expect([1, 2].map((index) => before.get(index))).to.deep.equal([7n, 5n]);
    expect([1, 2].map((index) => book.before("x.right").get(index))).to.deep.equal([0n, 0n]);
    book.after("x.right").set(2, 9n);
    book.after("x.right").add(2, 1n);
    expect(book.finish()).to.deep.equal({ "x.left": { A: "5", 2: "7" }, "x.right": { A: "10" } });
    book.after("x.left");
    expect(book.finish()).to.deep.equal({ "x.left": {}, "x.right": { A: "10" } });
  });

  it("adds up what was carried", () => {
    expect(checkState({ a: { A: "5", 2: "7" }, b: { 2: "100" } }, network)).to.equal(112n);
    expect(checkState({}, network)).to.equal(0n);
  });

  it("says what cannot be in a state", () => {
    expect(() => checkState({ "x.left": { A: "5", Z: "7", 2: "-1" } }, network)).to.throw(
      InputInvalid,
      'state, row 1, x.left: "-1"; expected a whole number of 0 or more, in quotes\n' +
        `state, row 3, x.left: "Z"; expected the id of a distributor of the network, or the company's`,
    );
  });
});
