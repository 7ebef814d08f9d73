import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parsePlan, planFromStruct } from "../../../packages/protocol/src/index.ts";
import { cancelPlan } from "../../../scripts/cancel-plan.ts";
import { schedulePlan } from "../../../scripts/schedule-plan.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { NOTICE } from "../../helpers/programme.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/schedule-plan.ts, scripts/cancel-plan.ts
// - schedule a plan and show what changes; withdraw it
// - take the terms of the contracts, or a plan's document that they can do
// - a dry run, a bad file and a plan above the cap send nothing
// - done again, or after being killed, nothing is done twice

describe("scripts/schedule-plan.ts and scripts/cancel-plan.ts", () => {
  const PLAN = {
    rates: [1000, 900],
    openRanks: [0, 1],
    threshold: "25000000",
    poolShare: 0,
    walk: 16,
    compression: "dynamic",
    personalPays: false,
  };
  let bench: ToolBench;
  let file: string;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open({ notice: NOTICE });
    file = bench.file("plan.json", JSON.stringify(PLAN, null, 2));
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const scheduled = () => bench.market.core.planScheduled();

  it("schedules a plan after the notice and shows what changes", async () => {
    const { code, stdout, stderr } = await bench.run(schedulePlan, file);
    expect(code, stderr).to.equal(0);
    expect(stdout)
      .to.match(/worst case +19 %/)
      .and.to.match(/cap +35 %/);
    expect(stdout).to.match(/rates by level +10 %, 8 %, 5 %, 3 %, 2 %, 1 % +10 %, 9 %/);
    expect(stdout).to.match(/activity +everybody is active +from 25.00 TUSD of retail volume/);
    const { version, from, plan } = await scheduled();
    expect([version, plan.rates[1], plan.threshold]).to.deep.equal([2n, 900n, 25_000_000n]);
    expect(from).to.be.at.least((await bench.market.now()) + BigInt(NOTICE));
    const [event] = await bench.market.core.queryFilter(bench.market.core.filters.PlanScheduled(2n));
    expect(event?.args.document).to.equal(bench.read("plan.json"));
  });

  it("takes a plan's document, as far as the contracts can do it", async () => {
    const document = {
      upline: 1,
      name: "Two levels",
      currency: { code: "TUSD", decimals: 6 },
      period: { unit: "day", count: 30 },
      activity: { customerVolume: 25, in: "previous" },
      ranks: [{ name: "Member" }, { name: "Leader" }],
      bonuses: [
        { id: "retail", family: "retail" },
        {
          id: "team",
          family: "unilevel",
          own: { rate: 1000 },
          levels: [{ rate: 900, rank: "Leader" }],
          compression: "dynamic",
          walk: 16,
        },
      ],
    };
    const good = bench.file("document.json", JSON.stringify(document));
    expect((await bench.run(schedulePlan, good)).code).to.equal(0);
    const { version, plan } = await scheduled();
    expect(planFromStruct(plan)).to.deep.equal(parsePlan(PLAN));
    const [event] = await bench.market.core.queryFilter(bench.market.core.filters.PlanScheduled(version));
    expect(event?.args.document).to.equal(bench.read("document.json"));
  });

  it("takes the examples of docs/tools.md", async () => {
    const examples = readFileSync(new URL("../../../docs/tools.md", import.meta.url), "utf8")
      .split("```json\n")
      .slice(1)
      .map((rest) => rest.slice(0, rest.indexOf("```")));
    expect(examples).to.have.length(2);
    for (const example of examples) {
      const { code, stderr } = await bench.run(schedulePlan, bench.file("example.json", example), "--dry-run");
      expect(code, stderr).to.equal(0);
    }
  });

  it("says what of a document the contracts cannot do, or what is wrong with it", async () => {
    const refused = async (changes: object) => {
      const retail = { id: "retail", family: "retail" };
      const document = { upline: 1, name: "P", currency: { code: "TUSD", decimals: 6 }, bonuses: [retail], ...changes };
      const { code, stderr } = await bench.run(schedulePlan, bench.file("bad.json", JSON.stringify(document)));
      expect(code).to.equal(1);
      return stderr;
    };
    const levels = (rate: number) => ({ id: "team", family: "unilevel", levels: [{ rate }] });
    expect(await refused({ caps: [{ kind: "company", rate: 1 }], bonuses: [levels(3501)] }))
      .to.include('bad.json: $.caps[0] is a cap "company"; expected none')
      .and.to.include('$.bonuses lacks a bonus of the family "retail"')
      .and.to.include("$.bonuses can pay 3501 basis points of a sale; expected at most 3500, the programme's cap");
    expect(await refused({ activity: { customerVolume: 1, in: "previous" } })).to.include("expected 30 days");
    expect(await refused({ currency: { code: "USD", decimals: 2 } })).to.include("expected 6, as the token has");
    expect(await refused({ bonuses: [{ id: "team", family: "unilevl" }] })).to.include('did you mean "unilevel"?');
  });

  it("schedules for the time that is given", async () => {
    await bench.json(schedulePlan, file, "--at", "2099-01-31");
    expect((await scheduled()).from).to.equal(4_073_500_800n);
    const { code, stderr } = await bench.run(schedulePlan, file, "--at", "2099-02-31");
    expect(code).to.equal(2);
    expect(stderr).to.include("It is a time such as");
  });

  it("sends nothing in a dry run, for a bad file, or above the cap", async () => {
    const height = await bench.height();
    const dry = await bench.json(schedulePlan, file, "--dry-run");
    expect(dry).to.include({ mode: "dryRun", done: 1, worstCase: "1900", cap: "3500" });
    const bad = await bench.run(schedulePlan, bench.file("bad.json", JSON.stringify({ ...PLAN, walk: 33 })));
    expect([bad.code, bad.stderr]).to.satisfy(
      ([code, text]: [number, string]) => code === 1 && text.includes("1 to 32"),
    );
    const high = await bench.run(schedulePlan, bench.file("high.json", JSON.stringify({ ...PLAN, rates: [3501] })));
    expect(high.code).to.equal(1);
    expect(high.stderr).to.include("add up to 35.01 %").and.to.include("cap is 35 %");
    expect(await bench.height()).to.equal(height);
  });

  it("schedules it once, however often it is run or killed", async () => {
    await bench.kill("scripts/schedule-plan.ts", [file], { nth: 1, when: "before" });
    await bench.kill("scripts/schedule-plan.ts", [file], { nth: 1, when: "after" });
    expect(await bench.json(schedulePlan, file)).to.include({ done: 0, already: 1 });
    await bench.market.networkHelpers.time.increase(NOTICE + 7_200);
    expect(await bench.json(schedulePlan, file), "in force").to.include({ done: 0, already: 1 });
    expect((await bench.market.core.queryFilter(bench.market.core.filters.PlanScheduled())).length).to.equal(2);
  });

  it("withdraws a plan once, and none but the one that was named", async () => {
    await bench.run(schedulePlan, file);
    const other = await bench.run(cancelPlan, "3");
    expect(other.code).to.equal(1);
    expect(other.stderr).to.include("plan 2 is scheduled, not plan 3");
    expect(await bench.json(cancelPlan, "2", "--dry-run")).to.include({ mode: "dryRun", done: 1 });
    expect((await scheduled()).version).to.equal(2n);
    await bench.kill("scripts/cancel-plan.ts", ["2"], { nth: 1, when: "before" });
    await bench.kill("scripts/cancel-plan.ts", ["2"], { nth: 1, when: "after" });
    expect((await scheduled()).version).to.equal(0n);
    const { code, stdout } = await bench.run(cancelPlan, "2");
    expect([code, stdout.split("\n")[0]]).to.deep.equal([0, "Plan 2 does not wait."]);
  });
});
