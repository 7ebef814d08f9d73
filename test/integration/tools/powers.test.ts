import { expect } from "chai";
import { closeProducts } from "../../../scripts/close-products.ts";
import { grantRole } from "../../../scripts/grant-role.ts";
import { open } from "../../../scripts/open.ts";
import { pause } from "../../../scripts/pause.ts";
import { revokeRole } from "../../../scripts/revoke-role.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { plan } from "../../helpers/programme.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/pause.ts, close-products.ts, grant-role.ts, revoke-role.ts, open.ts
// - each does its one thing, once, however often it is run or killed; a dry run sends nothing

describe("scripts/pause.ts, close-products.ts, grant-role.ts, revoke-role.ts and open.ts", () => {
  let bench: ToolBench;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const isClosed = async (product: number) => (await bench.market.core.product(product)).closed;

  it("pause enrolments and sales, and let them go on", async () => {
    expect(await bench.json(pause, "--dry-run")).to.include({ mode: "dryRun", done: 1 });
    await bench.kill("scripts/pause.ts", [], { nth: 1, when: "after" });
    expect(await bench.json(pause)).to.include({ done: 0, already: 1, paused: true });
    const { code, stdout } = await bench.run(pause, "--resume");
    expect([code, stdout.split("\n")[0]]).to.deep.equal([0, "Enrolments and sales go on."]);
    const events = await bench.market.core.queryFilter(bench.market.core.filters.ProgrammePausedSet());
    expect(events.map(({ args }) => args.paused)).to.deep.equal([true, false]);
  });

  it("close products and reopen them", async () => {
    const height = await bench.height();
    expect(await bench.json(closeProducts, "1", "--dry-run")).to.include({ mode: "dryRun", done: 1 });
    const unknown = await bench.run(closeProducts, "1", "99");
    expect([unknown.code, unknown.stderr.includes("there is no product 99; the last is 5")]).to.deep.equal([1, true]);
    expect(await bench.height()).to.equal(height);
    await bench.kill("scripts/close-products.ts", ["1", "2"], { nth: 1, when: "after" });
    expect(await bench.json(closeProducts, "1", "2", "3", "3")).to.include({ done: 1, already: 2 });
    expect([await isClosed(1), await isClosed(3), await isClosed(4)]).to.deep.equal([true, true, false]);
    expect(await bench.json(closeProducts, "1", "--reopen")).to.include({ done: 1 });
    expect(await isClosed(1)).to.equal(false);
  });

  it("give a role and take it away", async () => {
    const { core, stranger } = bench.market;
    const role = await core.RANK_ROLE();
    const args = ["RANK_ROLE", stranger.address];
    expect(await bench.json(grantRole, ...args, "--dry-run")).to.include({ mode: "dryRun", done: 1 });
    await bench.kill("scripts/grant-role.ts", args, { nth: 1, when: "after" });
    expect(await bench.json(grantRole, ...args)).to.include({ done: 0, already: 1 });
    expect(await core.hasRole(role, stranger)).to.equal(true);
    expect(await bench.json(revokeRole, ...args, "--dry-run")).to.include({ mode: "dryRun", done: 1 });
    await bench.kill("scripts/revoke-role.ts", args, { nth: 1, when: "after" });
    expect(await bench.json(revokeRole, ...args)).to.include({ done: 0, already: 1 });
    expect(await core.hasRole(role, stranger)).to.equal(false);
    const wrong = await bench.run(grantRole, "RANK", stranger.address);
    expect([wrong.code, wrong.stderr.includes("RANK_ROLE")]).to.deep.equal([2, true]);
  });

  it("open a programme", async () => {
    const { bench: own, programme } = await ToolBench.unopened();
    try {
      const early = await own.run(open);
      expect(early.code, "without a plan").to.equal(1);
      await programme.core.schedulePlan(plan(), 0, "{}");
      expect(await own.json(open, "--dry-run")).to.include({ mode: "dryRun", done: 1, people: "0" });
      await own.kill("scripts/open.ts", [], { nth: 1, when: "before" });
      expect(await programme.core.isOpen()).to.equal(false);
      expect(await own.json(open)).to.include({ done: 1 });
      expect((await own.run(open)).stdout).to.include("The programme is open.");
    } finally {
      await own.close();
    }
  });
});
