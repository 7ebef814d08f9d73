import { expect } from "chai";
import { sampleOf } from "./sample.ts";

const BODY = "function f(uint256 a) external pure returns (uint256) { return a + 1; }";
const OTHER = "function g(uint256 a) external pure returns (uint256) { return a * 2; }";

const ids = (body: string) =>
  sampleOf(body)
    .mutants.filter((mutant) => mutant.function === "Sample.f")
    .map(({ id, functionHash }) => `${id}@${functionHash}`);

describe("names of mutants", () => {
  it("outlive edits of other functions, of comments and of the layout", () => {
    const before = ids(BODY);
    expect(before).to.not.be.empty;
    expect(ids(`${OTHER}\n\n${BODY}`)).to.deep.equal(before);
    expect(ids(`// Something.\n${BODY.replace("return", "\n        // Why.\n        return")}`)).to.deep.equal(before);
  });

  it("change with the function's own text", () => {
    const before = ids(BODY);
    for (const id of ids(BODY.replace("a + 1", "1 + a"))) expect(before).to.not.include(id);
  });

  it("are told apart where the same text stands twice, and overloads are", () => {
    const { mutants } = sampleOf(`
      function f(uint256 a) external pure returns (uint256) { return a + 1 + (a + 1); }
      function f(uint128 a) external pure returns (uint256) { return a + 1; }
    `);
    expect(new Set(mutants.map(({ id }) => id)).size).to.equal(mutants.length);
  });

  it("tell file, function, line and the contracts with the code", () => {
    const [first] = sampleOf(`${OTHER}\n${BODY}`).mutants.filter((mutant) => mutant.function === "Sample.f");
    expect(first).to.include({ file: "contracts/Sample.sol", line: 6 });
    expect(first?.contracts).to.deep.equal(["contracts/Sample.sol:Sample"]);
  });
});
