import { expect } from "chai";
import { describe, it } from "mocha";
import { Tree } from "../../src/input/tree.ts";

/** 1 and 5 are below the company; 2 and 4 below 1, 3 below 2; 6 below 5. */
const tree = Tree.of(Int32Array.of(0, 0, 1, 2, 1, 0, 5)) as Tree;
/** The same with the numbers the other way round, so that nobody's parent has a lower number but the company. */
const turned = Tree.of(Int32Array.of(0, 2, 0, 6, 5, 6, 0)) as Tree;

describe("Tree", () => {
  it("knows who is in a leg: its head and all below him", () => {
    const within = (of: Tree, head: number) => [0, 1, 2, 3, 4, 5, 6].filter((who) => of.isWithin(who, head));
    expect([0, 1, 2, 3, 4, 5, 6].map((head) => within(tree, head))).to.deep.equal([
      [0, 1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4],
      [2, 3],
      [3],
      [4],
      [5, 6],
      [6],
    ]);
    expect([0, 2, 5, 6].map((head) => within(turned, head))).to.deep.equal([
      [0, 1, 2, 3, 4, 5, 6],
      [1, 2],
      [4, 5],
      [3, 4, 5, 6],
    ]);
  });

  it("has parents before children in its order, and a depth for each", () => {
    expect([...tree.order]).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect([...tree.depth]).to.deep.equal([0, 1, 2, 3, 2, 1, 2]);
    expect(tree.greatestDepth).to.equal(3);
    expect([...turned.order]).to.deep.equal([0, 2, 6, 1, 3, 5, 4]);
    expect([...turned.depth]).to.deep.equal([0, 2, 1, 2, 3, 2, 1]);
    expect((Tree.of(Int32Array.of(0)) as Tree).greatestDepth).to.equal(0);
  });

  it("has everybody's children in ascending order", () => {
    expect([0, 1, 2, 3, 5].map((index) => [...tree.childrenOf(index)])).to.deep.equal([[1, 5], [2, 4], [3], [], [6]]);
    expect([0, 2, 5, 6].map((index) => [...turned.childrenOf(index)])).to.deep.equal([[2, 6], [1], [4], [3, 5]]);
    expect([0, 1, 2, 3].map((index) => tree.countChildren(index))).to.deep.equal([2, 2, 1, 0]);
  });

  it("is none where somebody is above himself: then it is the circle, and nobody beside it", () => {
    expect(Tree.of(Int32Array.of(0, 3, 1, 2, 3))).to.deep.equal([1, 3, 2]);
    expect(Tree.of(Int32Array.of(0, 0, 2))).to.deep.equal([2]);
    expect(Tree.of(Int32Array.of(0, 0, 1, 4, 5, 4))).to.deep.equal([4, 5]);
  });
});
