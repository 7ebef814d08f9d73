import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { optionsOf } from "../../../../tools/mutation/options.ts";
import { order } from "../../../../tools/mutation/order.ts";
import { addResult, type Outcome, readResults, resultOf } from "../../../../tools/mutation/results.ts";
import { judged, percent, scoreOf, survivors } from "../../../../tools/mutation/score.ts";
import { sampleOf } from "./sample.ts";

const { mutants } = sampleOf("function f(uint256 a, uint256 b) external pure returns (bool) { return a + b < 7; }");

describe("results of a campaign", () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mutation-"));
    path = join(folder, "deep", "results.jsonl");
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const note = (i: number, outcome: Outcome, testsHash = "tests") => {
    const { id, functionHash } = mutants[i]!;
    addResult(path, { id, functionHash, outcome, tests: 3, all: true, testsHash });
  };

  it("are read back, the newest of each mutant, and a half-written line is passed over", () => {
    note(0, "survived");
    note(1, "killed");
    note(0, "killed");
    appendFileSync(path, '{"id":"contracts/Sam');
    const results = readResults(path);
    expect(results.size).to.equal(2);
    expect(resultOf(results, mutants[0]!)?.outcome).to.equal("killed");
    expect(resultOf(results, mutants[2]!)).to.equal(undefined);
  });

  it("hold while the function is the same, a survivor's while the tests are", () => {
    note(0, "killed");
    note(1, "survived");
    const results = readResults(path);
    expect(resultOf(results, { ...mutants[0]!, functionHash: "another" })).to.equal(undefined);
    expect(resultOf(results, mutants[0]!, "other tests")?.outcome).to.equal("killed");
    expect(resultOf(results, mutants[1]!, "other tests")).to.equal(undefined);
    expect(resultOf(results, mutants[1]!, "tests")?.outcome).to.equal("survived");
  });

  it("give a score over those that are neither identical nor listed, and name the rest", () => {
    note(0, "killed");
    note(1, "killed");
    note(2, "survived");
    note(3, "survived");
    note(4, "identical");
    const all = judged(mutants.slice(0, 5), readResults(path));
    const listed = new Map([[mutants[2]!.id, { id: mutants[2]!.id, change: "", reason: "none" }]]);
    const score = scoreOf("Sample.sol", all, listed);
    expect(score).to.deep.include({ generated: 5, killed: 2, identical: 1, listed: 1, survived: 1, unknown: 0 });
    expect(percent(score).toFixed(1)).to.equal("66.7");
    expect(survivors(all, listed).map(({ mutant }) => mutant.id)).to.deep.equal([mutants[3]!.id]);
  });
});

describe("the order of tests", () => {
  const of = (test: string, ms: number, kills?: [string, number][]) => ({ test, ms, kills: new Map(kills) });

  it("has those first that killed near by, then those that killed at all, then the quick ones", () => {
    const { batches, all } = order(
      [of("a::1", 5), of("b::1", 1), of("c::1", 90, [["f", 1]]), of("d::1", 50, [["g", 1]])],
      "f",
      1_000,
    );
    expect(batches).to.deep.equal([["c::1", "d::1", "b::1", "a::1"]]);
    expect(all).to.equal(true);
  });

  it("begins with few of each file, and goes on with the rest", () => {
    const { batches } = order(
      Array.from({ length: 40 }, (_, i) => of(`a::${String(i).padStart(2, "0")}`, i)),
      "f",
      100_000,
    );
    expect(batches.map((batch) => batch.length)).to.deep.equal([2, 25, 13]);
  });

  it("leaves out what the budget has no room for, and says so", () => {
    const { batches, all } = order([of("a::1", 80), of("b::1", 10), of("c::1", 30)], "f", 50);
    expect(batches).to.deep.equal([["b::1", "c::1"]]);
    expect(all).to.equal(false);
  });
});

describe("the options of a campaign", () => {
  it("have defaults, and are read", () => {
    expect(optionsOf([])).to.deep.include({ jobs: 1, seed: 1, budget: 20_000, changed: false, limit: undefined });
    expect(optionsOf(["--file", "a", "--file", "b", "--limit", "9", "--jobs", "2"])).to.deep.include({
      files: ["a", "b"],
      limit: 9,
      jobs: 2,
    });
    expect(optionsOf(["--changed-since", "HEAD~3"])).to.deep.include({ changed: true, since: "HEAD~3" });
  });

  it("are refused where they make no sense", () => {
    for (const args of [["--jobs", "3"], ["--limit", "0"], ["--limit", "many"], ["--nonsense"]]) {
      expect(() => optionsOf(args), args.join(" ")).to.throw();
    }
  });
});
