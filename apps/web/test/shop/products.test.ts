import { expect } from "chai";
import { groupsOf } from "../../src/pages/shop/products.ts";
import { quantityIn } from "../../src/pages/shop/quantity.ts";
import { wordText } from "../../src/parts/word-text.ts";

describe("products of the shop", () => {
  it("are shown in groups, the newest first, each once", () => {
    expect(groupsOf(0n)).to.deep.equal([]);
    expect(groupsOf(3n, 2)).to.deep.equal([[3n, 2n], [1n]]);
    expect(groupsOf(4n, 2)).to.deep.equal([
      [4n, 3n],
      [2n, 1n],
    ]);
    expect(groupsOf(100n).flat()).to.deep.equal(Array.from({ length: 100 }, (_, place) => 100n - BigInt(place)));
  });

  it("have a code that is shown as text where it is text, else as its bytes", () => {
    expect(wordText(`0x${Buffer.from("TEA-12").toString("hex").padEnd(64, "0")}`)).to.equal("TEA-12");
    const hash = `0x${"f1".repeat(32)}`;
    expect(wordText(hash)).to.equal(hash);
    const hidden = `0x${Buffer.from("a\u202eb").toString("hex").padEnd(64, "0")}`;
    expect(wordText(hidden)).to.equal(hidden);
    expect(wordText(`0x${"00".repeat(32)}`)).to.equal(undefined);
  });
});

describe("quantity of an order", () => {
  it("is a whole number that the contract can have", () => {
    expect(quantityIn("1")).to.equal(1n);
    expect(quantityIn(" 12 ")).to.equal(12n);
    expect(quantityIn("4294967295")).to.equal(4_294_967_295n);
    for (const text of ["", "0", "-1", "1.5", "1e3", "4294967296", "x"]) {
      expect(quantityIn(text), text).to.equal(undefined);
    }
  });
});
