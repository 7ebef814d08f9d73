import { existsSync } from "node:fs";
import { expect } from "chai";
import { attackFiles, attacks, hasTest } from "../../tools/specification/attacks.ts";

describe("docs/attacks.md", () => {
  const known = attacks();
  const tests = known.flatMap((attack) => attack.tests);

  it("says of every attack what stops it, and which tests play it", () => {
    expect(known).to.have.length.above(35);
    expect(known.filter(({ defence }) => defence.length < 20)).to.deep.equal([]);
    const names = known.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).to.deep.equal([]);
  });

  it("names files that exist, and tests that they have", () => {
    expect(tests.filter(({ file }) => !existsSync(file)).map(({ file }) => file)).to.deep.equal([]);
    expect(tests.filter((test) => !hasTest(test))).to.deep.equal([]);
  });

  it("names no test that is not there", () => {
    expect(hasTest({ file: "test/unit/upline/claim.test.ts", title: "pays everybody twice" })).to.equal(false);
  });

  it("leaves out no file of attacks", () => {
    const named = new Set(tests.map(({ file }) => file));
    expect(attackFiles()).to.have.length.above(10);
    expect(attackFiles().filter((file) => !named.has(file))).to.deep.equal([]);
  });
});
