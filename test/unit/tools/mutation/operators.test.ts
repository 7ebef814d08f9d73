import { expect } from "chai";
import { changesOf } from "./sample.ts";

const f = (body: string, header = "external pure returns (uint256)") =>
  changesOf(`function f(uint256 a, uint256 b) ${header} { ${body} }`);

describe("mutation operators", () => {
  it("move the bound of a comparison, and turn it round", () => {
    expect(f("return a < b ? a : b;")).to.include.members([
      "relational: a < b => a <= b",
      "relational: a < b => a >= b",
      "swapped branches: a < b ? a : b => a < b ? b : a",
      "removed return: return a < b ? a : b; => {}",
    ]);
  });

  it("swap arithmetic, bitwise and shift operators, and drop what is subtracted", () => {
    expect(f("return (a - b) * 2 + (a & b) + (a >> 4);")).to.include.members([
      "arithmetic: a - b => a + b",
      "dropped subtraction: a - b => a",
      "arithmetic: (a - b) * 2 => (a - b) / 2",
      "bitwise: a & b => a | b",
      "shift: a >> 4 => a << 4",
    ]);
  });

  it("make numbers one more and one less, zero only more, and leave those of types alone", () => {
    const changes = f("uint256[3] memory list; list[0] = 7; return list[0];");
    expect(changes).to.include.members(["bound: 7 => 7 + 1", "bound: 7 => 7 - 1", "bound: 0 => 0 + 1"]);
    expect(changes.filter((change) => change.includes("3"))).to.deep.equal([]);
  });

  it("change what the compiler computes of numbers as a whole, since a choice within would be of a narrow type", () => {
    const changes = f("return a & ((1 << 200) - 1);");
    expect(changes).to.include.members([
      "bound: ((1 << 200) - 1) => ((1 << (200 + 1)) - 1)",
      "bound: ((1 << 200) - 1) => (((1 + 1) << 200) - 1)",
      "bound: ((1 << 200) - 1) => ((1 << 200) - (1 - 1))",
    ]);
  });

  it("change constants where they are used, and flags to their neighbours", () => {
    const changes = changesOf(
      "uint256 constant MOST = 5; uint256 constant FLAG = 1 << 3; function f(uint256 a) external pure returns (bool) { return a < MOST && a & FLAG != 0; }",
    );
    expect(changes).to.include.members([
      "bound: MOST => MOST + 1",
      "bound: MOST => MOST - 1",
      "bound: FLAG => FLAG << 1",
      "dropped condition: a < MOST && a & FLAG != 0 => a < MOST",
      "logical: a < MOST && a & FLAG != 0 => a < MOST || a & FLAG != 0",
    ]);
    expect(changes.filter((change) => change.includes("1 << 3"))).to.deep.equal([]);
  });

  it("delete a check as a whole, and go always or never into any other `if`", () => {
    const changes = f("if (a > b) revert(); if (a == 1) return b; return a;", "external pure returns (uint256)");
    expect(changes).to.include.members(["fixed condition: a == 1 => true", "fixed condition: a == 1 => false"]);
    const checks = changesOf("error E(); function f(uint256 a) external pure { if (a > 1) revert E(); }");
    expect(checks).to.include("deleted check: if (a > 1) revert E(); => {}");
    expect(checks.filter((change) => change.startsWith("fixed"))).to.deep.equal([]);
  });

  it("delete statements, but not the step of a loop", () => {
    const changes = f("for (uint256 i = 0; i < a; ++i) b += i; return b;");
    expect(changes).to.include.members(["deleted statement: b += i; => {}", "arithmetic: b += i; => b -= i;"]);
    expect(changes.filter((change) => change.includes("++i"))).to.deep.equal([]);
  });

  it("remove modifiers and swap roles", () => {
    const changes = changesOf(`
      bytes32 constant A_ROLE = "a";
      bytes32 constant B_ROLE = "b";
      modifier only(bytes32 role) { if (role == "") revert(); _; }
      function f() external pure only(A_ROLE) {}
    `);
    expect(changes).to.include.members(["removed modifier: only(A_ROLE) => ", "swapped name: A_ROLE => B_ROLE"]);
  });

  it("swap neighbouring arguments and parts of a tuple of the same type", () => {
    const changes = changesOf(`
      function g(uint256 a, uint256 b, bool c) internal pure returns (uint256, uint256) { return c ? (a, b) : (b, a); }
      function f(uint256 a, bool c) external pure returns (uint256, uint256) { return g(a, 3 * a, c); }
    `);
    expect(changes).to.include.members(["swapped arguments: a, 3 * a => 3 * a, a", "swapped arguments: a, b => b, a"]);
    expect(changes.filter((change) => change === "swapped arguments: 3 * a, c => c, 3 * a")).to.deep.equal([]);
  });

  it("change assembly the same way", () => {
    const changes = f('assembly ("memory-safe") { let c := sub(a, 32) if lt(c, b) { mstore(0, c) } b := c } return b;');
    expect(changes).to.include.members([
      "assembly operator: sub(a, 32) => add(a, 32)",
      "dropped subtraction: sub(a, 32) => a",
      "bound: 32 => add(32, 1)",
      "assembly operator: lt(c, b) => gt(c, b)",
      "fixed condition: lt(c, b) => 0",
      "deleted statement: mstore(0, c) => {}",
      "deleted statement: b := c => {}",
    ]);
  });
});
