import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";

const SPECIFICATION = "docs/specification.md";
const TESTS = ["test/**/*.{ts,sol}", "packages/*/test/**/*.ts"];

/** Requirements as the specification lists them: `- **SALE-3** The kind is derived …`. */
function requirements(): string[] {
  return [...readFileSync(SPECIFICATION, "utf8").matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(([, id]) => id ?? "");
}

/** Requirements that tests name: `[SALE-3]` in a title, or `invariant_03_Cap` for `INV-3`. */
function named(): Set<string> {
  const sources = globSync(TESTS).map((file) => readFileSync(file, "utf8"));
  const ids = sources.flatMap((source) => [...source.matchAll(/\[([A-Z]+-\d+)\]/g)].map(([, id]) => id ?? ""));
  const invariants = sources.flatMap((source) => [...source.matchAll(/function (?:invariant|testFuzz)_(\d+)_/g)]);
  return new Set([...ids, ...invariants.map(([, number]) => `INV-${Number(number)}`)]);
}

describe("specification", () => {
  it("numbers every requirement once", () => {
    const ids = requirements();
    expect(ids).to.have.length.above(50);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([]);
  });

  it("has no requirement that no test names", () => {
    const tested = named();
    expect(requirements().filter((id) => !tested.has(id))).to.deep.equal([]);
  });

  it("has every requirement that a test names", () => {
    const known = new Set(requirements());
    expect([...named()].filter((id) => !known.has(id))).to.deep.equal([]);
  });

  it("has no custom error that no test provokes", () => {
    const declared = globSync("contracts/interfaces/*.sol").flatMap((file) => [
      ...readFileSync(file, "utf8").matchAll(/^\s+error (\w+)\(/gm),
    ]);
    const sources = globSync("test/{unit,integration}/**/*.ts").map((file) => readFileSync(file, "utf8"));
    const provoked = new Set(sources.flatMap((source) => source.match(/"[A-Z]\w+"/g) ?? []));
    expect(declared.map(([, name]) => name ?? "").filter((name) => !provoked.has(`"${name}"`))).to.deep.equal([]);
  });
});
