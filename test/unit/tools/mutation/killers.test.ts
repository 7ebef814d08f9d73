import { expect } from "chai";
import { killersOf, testsFor } from "../../../../tools/mutation/killers.ts";
import type { Outcome } from "../../../../tools/mutation/results.ts";
import { sampleOf } from "./sample.ts";

const [mutant] = sampleOf("function f(uint256 a) external pure returns (uint256) { return a + 1; }").mutants;

function judged(outcome: Outcome, by?: string) {
  const result = { id: "", functionHash: "", outcome, tests: 1, all: true, testsHash: "" };
  return { mutant: mutant!, result: by === undefined ? result : { ...result, by } };
}

describe("the tests for a contract where nothing was collected", () => {
  it("are those that killed its mutants, the best first", () => {
    const all = [
      judged("killed", "test/b.test.ts::x"),
      judged("killed", "test/a.test.ts::x"),
      judged("killed", "test/a.test.ts::y"),
      judged("killed", "the whole process"),
      judged("survived"),
    ];
    expect(killersOf(all)).to.deep.equal({ "contracts/Sample.sol": ["test/a.test.ts", "test/b.test.ts"] });
  });

  it("are those that bear its name as well, as far as they are there", () => {
    const files = ["test/unit/point-of-sale/x.test.ts", "test/unit/other.test.ts"];
    const killers = { "contracts/modules/PointOfSale.sol": ["test/unit/other.test.ts", "test/unit/gone.test.ts"] };
    expect(testsFor("contracts/modules/PointOfSale.sol", killers, files)).to.deep.equal([files[1], files[0]]);
    expect(testsFor("contracts/New.sol", killers, files)).to.deep.equal([]);
  });
});
