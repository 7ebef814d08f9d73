import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { namings, requirements } from "../../tools/specification/requirements.ts";

describe("specification", () => {
  it("numbers every requirement once", () => {
    const ids = requirements().map(({ id }) => id);
    expect(ids).to.have.length.above(50);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).to.deep.equal([]);
  });

  it("has no requirement that no test names", () => {
    const tested = namings();
    expect(requirements().filter(({ id }) => !tested.has(id))).to.deep.equal([]);
  });

  it("has every requirement that a test names", () => {
    const known = new Set(requirements().map(({ id }) => id));
    expect([...namings().keys()].filter((id) => !known.has(id))).to.deep.equal([]);
  });

  it("has no custom error that no test provokes", () => {
    const declared = globSync("contracts/interfaces/*.sol").flatMap((file) => [
      ...readFileSync(file, "utf8").matchAll(/^\s+error (\w+)\(/gm),
    ]);
    const sources = globSync("test/{unit,integration,helpers}/**/*.ts").map((file) => readFileSync(file, "utf8"));
    const provoked = new Set(sources.flatMap((source) => source.match(/"[A-Z]\w+"/g) ?? []));
    expect(declared.map(([, name]) => name ?? "").filter((name) => !provoked.has(`"${name}"`))).to.deep.equal([]);
  });
});
