import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { optionsOf } from "../../../../tools/mutation/options.ts";
import { order, wordsOf } from "../../../../tools/mutation/order.ts";
import { strict } from "../../../../tools/mutation/report.ts";
import { addResult, type Outcome, readResults, resultOf, unsettled } from "../../../../tools/mutation/results.ts";
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

  it("hold while the function is the same", () => {
    note(0, "killed");
    expect(resultOf(readResults(path), mutants[0]!)?.outcome).to.equal("killed");
    expect(resultOf(readResults(path), { ...mutants[0]!, functionHash: "another" })).to.equal(undefined);
  });

  it("are tried again of survivors, where tests have changed or did not all run", () => {
    note(0, "killed");
    note(1, "survived");
    const [killed, survived] = [...readResults(path).values()];
    expect(unsettled(killed!, "other tests")).to.equal(false);
    expect(unsettled(survived!, "tests")).to.equal(false);
    expect(unsettled(survived!, "other tests")).to.equal(true);
    expect(unsettled({ ...survived!, all: false }, "tests")).to.equal(true);
  });

  it("tell the checks that survived, those that a call makes among them", () => {
    const { mutants: checks } = sampleOf(`
      error TooMuch();
      function _checkSum(uint256 a) private pure { if (a > 7) revert TooMuch(); }
      function f(uint256 a) external pure { _checkSum(a); }`);
    const call = checks.find(({ operator, before }) => operator === "deleted statement" && before === "_checkSum(a);")!;
    const { id, functionHash } = call;
    addResult(path, { id, functionHash, outcome: "survived", tests: 3, all: true, testsHash: "tests" });
    const rows = strict(judged(checks, readResults(path))).split("\n");
    expect(rows.slice(2, 4)).to.deep.equal([
      "| deleted check | 1 | 1 | 0 | 0 |",
      "| deleted call of a check | 1 | 0 | 0 | 1 |",
    ]);
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
      100_000,
    );
    expect(batches).to.deep.equal([["c::1", "d::1", "b::1", "a::1"]]);
    expect(all).to.equal(true);
  });

  it("prefers those that are called like what is changed", () => {
    const words = wordsOf("contracts/modules/Payouts.sol:Payouts.placeHold", "bound", "MAX_HOLD");
    expect(words).to.deep.equal(["payouts", "placehold"]);
    const made = new Set(["test/unit/payouts/placeHold.test.ts", "test/unit/x.test.ts"]);
    const tests = [of("test/unit/x.test.ts::x", 1), of("test/unit/payouts/placeHold.test.ts::x", 90)];
    expect(order(tests, "f", 10_000, made, words).batches[0]?.[0]).to.equal(tests[1]?.test);
    const removed = (modifier: string) => wordsOf("contracts/Upline.sol:Upline.buy", "removed modifier", modifier);
    expect(removed("nonReentrant")).to.deep.equal(["reentran", "upline", "buy"]);
    expect(removed("onlyRole(PLAN_ROLE)")).to.deep.equal(["role", "upline", "buy"]);
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
    const made = new Set(["a", "b", "c"]);
    const { batches, all } = order([of("a::1", 80), of("b::1", 10), of("c::1", 30)], "f", 50, made);
    expect(batches).to.deep.equal([["b::1", "c::1"]]);
    expect(all).to.equal(false);
  });

  it("counts what a file's states cost the first time", () => {
    const tests = [of("a::1", 10), of("a::2", 20), of("b::1", 30)];
    expect(order(tests, "f", 1_600).batches).to.deep.equal([["a::1", "a::2"]]);
    expect(order(tests, "f", 1_600, new Set(["b"])).batches).to.deep.equal([["b::1", "a::1", "a::2"]]);
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
