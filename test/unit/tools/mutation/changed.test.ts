import { expect } from "chai";
import { linesOf, onLines, sample, sampleOfFiles } from "../../../../tools/mutation/changed.ts";
import { sampleOf } from "./sample.ts";

const DIFF = `diff --git a/contracts/Sample.sol b/contracts/Sample.sol
--- a/contracts/Sample.sol
+++ b/contracts/Sample.sol
@@ -4 +5 @@ contract Sample {
-old
+new
@@ -9,2 +11,3 @@
+a
+b
+c
@@ -20,2 +23,0 @@
-gone
diff --git a/contracts/Gone.sol b/contracts/Gone.sol
--- a/contracts/Gone.sol
+++ /dev/null
@@ -1 +0,0 @@
-x
`;

describe("mutants of changed lines", () => {
  it("are on lines that a diff adds or changes, not on those that it removes", () => {
    const lines = linesOf(DIFF);
    expect([...(lines.get("contracts/Sample.sol") ?? [])]).to.deep.equal([5, 11, 12, 13]);
    expect(lines.has("contracts/Gone.sol")).to.equal(false);
  });

  it("begin on such a line", () => {
    const { mutants } = sampleOf(
      "function f(uint256 a) external pure returns (uint256) {\nuint256 b = a + 1;\nreturn b * 2;\n}",
    );
    const on = onLines(mutants, new Map([["contracts/Sample.sol", new Set([6])]]));
    expect(new Set(on.map(({ line }) => line))).to.deep.equal(new Set([6]));
    expect(on.length).to.be.greaterThan(0).and.lessThan(mutants.length);
    expect(onLines(mutants, new Map([["contracts/Other.sol", new Set([6])]]))).to.deep.equal([]);
  });

  it("are drawn by a seed: the same ones again, others for another", () => {
    const list = Array.from({ length: 100 }, (_, i) => i);
    const drawn = sample(list, 40, 7);
    expect(drawn).to.have.length(40);
    expect(drawn).to.deep.equal([...new Set(drawn)].sort((a, b) => a - b));
    expect(sample(list, 40, 7)).to.deep.equal(drawn);
    expect(sample(list, 40, 8)).to.not.deep.equal(drawn);
    expect(sample(list, 200, 7)).to.deep.equal(list);
  });

  it("are of two files where there is no diff", () => {
    const { mutants } = sampleOf("function f(uint256 a) external pure returns (uint256) { return a + 1 - 2 * a; }");
    const spread = ["A", "B", "C"].flatMap((file) => mutants.map((mutant) => ({ ...mutant, file })));
    const drawn = sampleOfFiles(spread, 5, 1);
    expect(drawn).to.have.length(5);
    expect(new Set(drawn.map(({ file }) => file)).size).to.be.at.most(2);
  });
});
