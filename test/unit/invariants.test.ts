import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { Upline__factory } from "../../packages/protocol/src/index.ts";
import { deepTests } from "../../tools/deep/plan.ts";

/** A row of the table of promises. */
interface PromiseRow {
  readonly number: number;
  readonly tests: readonly { readonly name: string; readonly file: string }[];
}

const TABLE_ROW = /^\|\s*(\d+)\s*\|.*\|(.*)\|$/gm;
const NAMED_TEST = /`(\w+)`(?: and `(\w+)`)? in\s+`([\w./]+)`/g;

const documented = readFileSync("docs/invariants.md", "utf8");

function namedIn(text: string): PromiseRow["tests"] {
  return [...text.matchAll(NAMED_TEST)].flatMap(([, name = "", other, file = ""]) =>
    [name, other].filter((one) => one !== undefined).map((one) => ({ name: one, file })),
  );
}

const rows: readonly PromiseRow[] = [...documented.matchAll(TABLE_ROW)].map(([, number, tests = ""]) => ({
  number: Number(number),
  tests: namedIn(tests),
}));

describe("promises", () => {
  it("are numbered in order, the design's twelve among them", () => {
    expect(rows).to.have.length.above(12);
    expect(rows.map(({ number }) => number)).to.deep.equal(rows.map((_, i) => i + 1));
  });

  it("each name a test of their number, or of the sales that they are about", () => {
    for (const { number, tests } of rows) {
      const own = new RegExp(`^(invariant|testFuzz)_${`${number}`.padStart(2, "0")}_`);
      expect(
        tests.filter(({ name }) => own.test(name)),
        `promise ${number}`,
      ).to.have.length(1);
    }
  });

  it("name only tests that exist, in the file they say", () => {
    const known = new Set(deepTests().map(({ file, name }) => `${name} in ${file}`));
    const missing = namedIn(documented).filter(({ file, name }) => !known.has(`${name} in ${file}`));
    expect(missing).to.deep.equal([]);
  });

  it("leave out no invariant and no test with a promise's number", () => {
    const named = new Set(namedIn(documented).map(({ name }) => name));
    const numbered = deepTests().filter(({ file, name }) => /_\d\d_/.test(name) || file.startsWith("test/invariant/"));
    expect(numbered.filter(({ name }) => !named.has(name))).to.deep.equal([]);
  });
});

describe("campaign", () => {
  const source = readFileSync("test/invariant/Functions.sol", "utf8");

  it("knows every function of the core that changes its state", () => {
    const listed = [...source.matchAll(/^ +I\w+\.(\w+)\.selector,?$/gm)].map(([, name = ""]) => name);
    const changing: string[] = [];
    Upline__factory.createInterface().forEachFunction(({ name, constant }) => {
      if (!constant) changing.push(name);
    });
    expect([...listed].sort()).to.deep.equal([...changing].sort());
  });

  it("offers every action that one of its contracts has", () => {
    const campaign = readFileSync("test/invariant/Campaign.sol", "utf8");
    const offered = new Set([...campaign.matchAll(/_offer\(\w+\.(\w+)\.selector/g)].map(([, name = ""]) => name));
    const actions = globSync("test/invariant/actions/*.sol").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/function (\w+)\(uint256(?: \w+)?\) external/g)].map(
        ([, name = ""]) => name,
      ),
    );
    expect(actions.filter((name) => !offered.has(name))).to.deep.equal([]);
    expect(actions).to.have.length.above(50);
  });
});
