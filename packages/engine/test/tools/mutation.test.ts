import { expect } from "chai";
import { describe, it } from "mocha";
import { Describer, ENGINE, type Mutant, sampled, wanted } from "../../tools/mutation/campaign.ts";
import { type Known, limit, ordered } from "../../tools/mutation/order.ts";
import { percent, scoreOf } from "../../tools/mutation/score.ts";

const mutant = (file: string, key: string, isStatic = false, loading = isStatic): Mutant => ({
  key,
  name: key,
  file,
  line: 1,
  mutator: "EqualityOperator",
  before: "a < b",
  after: "a <= b",
  static: isStatic,
  loading,
});
const many = ["a.ts", "b.ts"].flatMap((file) =>
  Array.from({ length: 30 }, (_, index) => mutant(file, `${file} ${index}`)),
);
const job = { files: [], seed: "1", retry: false };
const none = new Map<string, never>();

describe("a campaign of mutants", () => {
  it("draws so many of each file, the same for the same seed", () => {
    const drawn = sampled(many, 5, "1");
    expect(drawn.filter(({ file }) => file === "a.ts")).to.have.length(5);
    expect(drawn.filter(({ file }) => file === "b.ts")).to.have.length(5);
    expect(sampled(many.toReversed(), 5, "1")).to.deep.equal(drawn);
    expect(sampled(many, 5, "2")).not.to.deep.equal(drawn);
    expect(sampled(many, 6, "1")).to.include.members(drawn);
  });

  it("goes on with those of which no result is known, and with survivors where that is asked for", () => {
    const all = [mutant("a.ts", "1"), mutant("a.ts", "2"), mutant("b.ts", "3"), mutant("b.ts", "4", true)];
    const results = new Map([
      ["1", { key: "1", status: "Killed" }],
      ["2", { key: "2", status: "Survived" }],
    ]);
    const keys = (more: object) => wanted(all, { ...job, ...more }, results).map(({ key }) => key);
    expect(keys({})).to.deep.equal(["3", "4"]);
    expect(keys({ static: false })).to.deep.equal(["3"]);
    expect(keys({ static: true })).to.deep.equal(["4"]);
    expect(keys({ retry: true })).to.deep.equal(["2"]);
    expect(keys({ files: ["a.ts"], retry: true })).to.deep.equal(["2"]);
    const partly = [mutant("a.ts", "2", false, true), mutant("a.ts", "5", false, true)];
    expect(wanted(partly, { ...job, static: true, retry: true }, results).map(({ key }) => key)).to.deep.equal(["2"]);
    expect(wanted(partly, { ...job, static: true }, results)).to.deep.equal([]);
    expect(wanted(all, job, none)).to.deep.equal(all);
  });

  it("tries first the tests that killed most in the file, then the quick ones, the slow ones last", () => {
    const known = new Map<string, Known>(
      Object.entries({ slow: 900, quick: 3, killer: 400, other: 50, often: 1 }).map(([name, ms]) => [
        name,
        { ms, file: "a.test.ts" },
      ]),
    );
    const names = [...known.keys(), "new"];
    const kills = new Map([
      ["killer", 1],
      ["often", 5],
      ["elsewhere", 9],
    ]);
    expect(ordered(names, kills, known)).to.deep.equal([["often", "killer"], ["quick", "new"], ["other"], ["slow"]]);
    expect(ordered(["slow"], kills, known)).to.deep.equal([["slow"]]);
    const many = Array.from({ length: 9 }, (_, index) => `${index}`);
    const [first, rest] = ordered(many, new Map(many.map((name) => [name, Number(name)])), new Map());
    expect(first).to.deep.equal(["8", "7", "6", "5", "4", "3"]);
    expect(rest).to.deep.equal(["0", "1", "2"]);
  });

  it("gives a test far longer than it takes, and one that is not known a while", () => {
    const known = new Map([["slow", { ms: 900, file: "a.test.ts" }]]);
    expect(limit("slow", known)).to.equal(21_000);
    expect(limit("new", known)).to.equal(23_000);
  });

  it("counts killed and timed out of all that were tried and are not listed", () => {
    const status = ["Killed", "Killed", "Timeout", "Survived", "NoCoverage", "RuntimeError", undefined];
    const all = status.map((word, index) => ({
      mutant: mutant("a.ts", `${index}`),
      result: word === undefined ? undefined : { key: `${index}`, status: word },
    }));
    const score = scoreOf("a.ts", all);
    expect(score).to.deep.equal({ file: "a.ts", mutants: 7, tried: 5, killed: 3, listed: 0, survived: 2 });
    expect(percent(score)).to.equal(60);
    expect(percent({ ...score, listed: 1, survived: 1 })).to.equal(75);
    expect(percent({ ...score, tried: 0, killed: 0 })).to.equal(100);
  });

  it("names a change by its line, so that other edits of the file leave the name", () => {
    const fileName = `${ENGINE}test/tools/mutation.test.ts`;
    const location = { start: { line: 0, column: 0 }, end: { line: 0, column: 6 } };
    const given = { id: "1", fileName, location, mutatorName: "Test", replacement: "" };
    const described = new Describer().describe(given);
    expect([described.file, described.line, described.before, described.after]).to.deep.equal([
      "test/tools/mutation.test.ts",
      1,
      "import",
      "",
    ]);
    const below = { ...given, location: { start: { line: 1, column: 0 }, end: { line: 1, column: 6 } } };
    expect(new Describer().describe(below).name).not.to.equal(described.name);
    const loading = { ...described, loading: true };
    expect(new Describer().describe({ ...given, static: true })).to.deep.equal({ ...loading, static: true });
    expect(new Describer().describe({ ...given, static: true, coveredBy: ["a test"] })).to.deep.equal(loading);
  });
});
