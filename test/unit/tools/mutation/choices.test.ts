import { expect } from "chai";
import { ContractFactory, Interface, type Signer } from "ethers";
import { network } from "hardhat";
import { fromBytes } from "../../../../tools/mutation/ast.ts";
import { Identity } from "../../../../tools/mutation/identical.ts";
import { applied } from "../../../../tools/mutation/mutant.ts";
import { bytecodeOf, place } from "../../../../tools/mutation/place.ts";
import { SWITCH, withHits } from "../../../../tools/mutation/schemata.ts";
import { sampleOf } from "./sample.ts";

const BODY = `
  error Refused();
  uint256 constant MOST = 9;
  modifier below(uint256 a) { if (a > MOST) revert Refused(); _; }
  function f(uint256 a) external pure below(a) returns (uint256 b) {
    if (a == 3) return 100;
    unchecked { b = a - 1; }
    assembly ("memory-safe") { b := add(b, 0x20) if gt(b, 38) { b := 0 } }
  }
`;
const CONTRACT = "contracts/Sample.sol:Sample";
const ABI = new Interface(["function f(uint256) view returns (uint256)", "error Refused()"]);

describe("a build of many mutants", () => {
  const { project, mutants } = sampleOf(BODY);

  /** The contract with all mutants in it; and what it answers while one is on. */
  async function deployed() {
    const { ethers, provider } = await network.create({ override: { allowUnlimitedContractSize: true } });
    const { sources, mutants: placed } = place(project, mutants);
    const [code] = bytecodeOf(sources, [CONTRACT]);
    const [signer] = await ethers.getSigners();
    const contract = await new ContractFactory(ABI, code?.creation ?? "", signer as unknown as Signer).deploy();
    return async (change: string | undefined, a: number): Promise<bigint | string> => {
      const found = placed.find(({ before, after }) => `${before} => ${after}` === change);
      if (change !== undefined && !found) throw new Error(`There is no mutant ${change}.`);
      const number = found ? placed.indexOf(found) + 1 : 0;
      await provider.request({ method: "hardhat_setBalance", params: [SWITCH, `0x${number.toString(16)}`] });
      try {
        return (await contract.getFunction("f")(a)) as bigint;
      } catch {
        return "reverted";
      }
    };
  }

  it("answers as the contract does while none is on, and as each mutant while that is on", async () => {
    const answer = await deployed();
    expect(await answer(undefined, 2)).to.equal(33n);
    expect(await answer(undefined, 3)).to.equal(100n);
    expect(await answer(undefined, 8)).to.equal(0n);
    expect(await answer(undefined, 10)).to.equal("reverted");
    expect(await answer("below(a) => ", 10)).to.equal(0n);
    expect(await answer("MOST => MOST - 1", 9)).to.equal("reverted");
    expect(await answer("if (a > MOST) revert Refused(); => {}", 11)).to.equal(0n);
    expect(await answer("a - 1 => a + 1", 2)).to.equal(35n);
    expect(await answer("a == 3 => false", 3)).to.equal(34n);
    expect(await answer("return 100; => {}", 3)).to.equal(34n);
    expect(await answer("add(b, 0x20) => sub(b, 0x20)", 33)).to.equal("reverted");
    expect(await answer("0x20 => add(0x20, 1)", 2)).to.equal(34n);
    expect(await answer("gt(b, 38) => 0", 8)).to.equal(39n);
    expect(await answer("b := 0 => {}", 8)).to.equal(39n);
    expect(await answer(undefined, 2)).to.equal(33n);
  });

  it("leaves out what is no Solidity where it stands", () => {
    const sample = sampleOf("function f(bytes32 a) external pure returns (bool) { return a == 0; }");
    const { invalid, mutants: left } = place(sample.project, sample.mutants);
    expect(invalid.map(({ before }) => before)).to.deep.equal(["0"]);
    expect(left).to.have.length(sample.mutants.length - 1);
  });

  it("changes the source of a mutant at its place, and nowhere else", () => {
    const source = project.files.get("contracts/Sample.sol")?.text ?? "";
    for (const { changes, before } of mutants) {
      const text = applied(source, changes);
      expect(text).to.not.equal(source);
      expect(text.split("\n").length).to.equal(source.split("\n").length, before);
    }
  });

  it("tells the blocks of code that run", () => {
    const { sources, regions } = withHits(project);
    expect(regions.map((region) => region.replace(/:[0-9a-f]+:/, " "))).to.deep.equal([
      "contracts/Sample.sol:Sample.below 0",
      "contracts/Sample.sol:Sample.below 1",
      "contracts/Sample.sol:Sample.f 0",
      "contracts/Sample.sol:Sample.f 1",
      "contracts/Sample.sol:Sample.f 2",
    ]);
    const text = new Map([...sources].map(([name, content]) => [name, fromBytes(content)]));
    const [code] = bytecodeOf(text, [CONTRACT]);
    expect(code?.runtime.toLowerCase()).to.include("c0bec0bec0bec0bec0bec0bec0bec0bec0bec0be");
  });

  it("knows a change that the compiler makes nothing of", () => {
    const sample = sampleOf(
      "function f(uint256 a) external pure returns (uint256) { if (a < 1) return 5; return a & 1 | 4 * a; }",
    );
    const identity = new Identity(sample.project);
    const holds = (change: string) =>
      identity.holds(sample.mutants.find(({ before, after }) => `${before} => ${after}` === change)!);
    expect(holds("a < 1 => a <= 1")).to.equal(false);
    const none = sampleOf("function f(uint256 a) external pure returns (uint256) { uint256 b = a; b = a; return b; }");
    const [deleted] = none.mutants.filter(({ operator }) => operator === "deleted statement");
    expect(new Identity(none.project).holds(deleted!)).to.equal(true);
  });
});
