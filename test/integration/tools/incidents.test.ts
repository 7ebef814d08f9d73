import { expect } from "chai";
import { id as hash } from "ethers";
import { closeProducts } from "../../../scripts/close-products.ts";
import { openProgramme } from "../../../scripts/open-programme.ts";
import { pause } from "../../../scripts/pause.ts";
import { revokeRole } from "../../../scripts/revoke-role.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { ESCROWED, FINAL, orderOf } from "../../helpers/market.ts";
import { plan } from "../../helpers/programme.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/pause.ts, close-products.ts, revoke-role.ts, open-programme.ts
// - stop, close, take away, open, and undo what can be undone; done twice, they change nothing
// - a dry run sends nothing; what cannot be is refused
// - killed at any transaction and started again, everything is done once

describe("scripts/pause.ts, close-products.ts and revoke-role.ts", () => {
  let bench: ToolBench;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const buying = () => bench.market.send(orderOf(1n, FINAL));

  describe("pause", () => {
    it("stops sales and lets them go on, each once", async () => {
      const { code, stdout, stderr } = await bench.run(pause);
      expect(code, stderr).to.equal(0);
      expect(stdout)
        .to.include("✓ 1 changes: done")
        .and.to.match(/setPaused +1/);
      await expect(buying()).to.be.revertedWithCustomError(bench.market.core, "ProgrammePaused");
      expect(await bench.json(pause)).to.include({ paused: true, done: 0, already: 1 });
      expect(await bench.json(pause, "--resume")).to.include({ paused: false, done: 1 });
      await buying();
      expect(await bench.json(pause, "--resume")).to.include({ done: 0, already: 1 });
    });

    it("sends nothing in a dry run, and is done once though it was killed", async () => {
      const height = await bench.height();
      expect(await bench.json(pause, "--dry-run")).to.include({ mode: "dryRun", done: 1 });
      expect(await bench.height()).to.equal(height);
      for (const when of ["before", "after"] as const) await bench.kill("scripts/pause.ts", [], { nth: 1, when });
      expect(await bench.json(pause)).to.include({ done: 0, already: 1 });
      expect(await bench.height()).to.equal(height + 1);
    });
  });

  describe("close-products", () => {
    const closed = async (product: bigint) => (await bench.market.core.product(product)).closed;

    it("closes and reopens, and leaves alone what is so already", async () => {
      await bench.json(closeProducts, `${ESCROWED}`);
      const both = await bench.json(closeProducts, `${FINAL}`, `${ESCROWED}`, `${FINAL}`);
      expect(both).to.include({ closed: true, done: 1, already: 1 });
      expect([await closed(FINAL), await closed(ESCROWED), await closed(3n)]).to.deep.equal([true, true, false]);
      await expect(buying()).to.be.revertedWithCustomError(bench.market.core, "ProductIsClosed");
      expect(await bench.json(closeProducts, `${FINAL}`, "--reopen")).to.include({ closed: false, done: 1 });
      await buying();
    });

    it("refuses a product that there is not, and what is no number", async () => {
      const height = await bench.height();
      const unknown = await bench.run(closeProducts, "1", "4711");
      expect([unknown.code, await bench.height()]).to.deep.equal([1, height]);
      expect(unknown.stderr).to.include("4711");
      expect((await bench.run(closeProducts, "tea")).code).to.equal(2);
    });

    it("killed and started again, closes each once", async () => {
      for (const when of ["before", "after"] as const) {
        await bench.kill("scripts/close-products.ts", ["1", "2", "3"], { nth: 1, when });
      }
      expect(await bench.json(closeProducts, "1", "2", "3")).to.include({ done: 0, already: 3 });
      const { core } = bench.market;
      expect(await core.queryFilter(core.filters.ProductClosed())).to.have.lengthOf(3);
    });
  });

  describe("revoke-role", () => {
    const revoker = () => bench.market.operator.address;
    const thief = () => bench.market.stranger.address;

    beforeEach(() => bench.market.core.grantRole(hash("CATALOGUE_ROLE"), thief()));

    it("takes a role away at once, once", async () => {
      const { core } = bench.market;
      expect(await core.hasRole(hash("CATALOGUE_ROLE"), thief())).to.equal(true);
      const { code, stderr } = await bench.run(revokeRole, "catalogue", thief());
      expect(code, stderr).to.equal(0);
      expect(await core.hasRole(hash("CATALOGUE_ROLE"), thief())).to.equal(false);
      expect(await core.hasRole(hash("CATALOGUE_ROLE"), revoker())).to.equal(true);
      const again = await bench.json(revokeRole, "CATALOGUE_ROLE", thief());
      expect(again).to.include({ role: "CATALOGUE_ROLE", holder: thief(), done: 0, already: 1 });
    });

    it("is the revoker's, who need not be the admin", async () => {
      const { core, operator } = bench.market;
      await core.connect(operator).renounceRole(hash("REVOKER_ROLE"), operator.address);
      const refused = await bench.run(revokeRole, "catalogue", thief());
      expect([refused.code, refused.stderr.includes("does not hold REVOKER_ROLE; nobody does")]).to.deep.equal([
        1,
        true,
      ]);
      // What the revoker cannot take away is the admin's to take.
      await core.grantRole(hash("REVOKER_ROLE"), thief());
      expect(await bench.json(revokeRole, "revoker", thief())).to.include({ role: "REVOKER_ROLE", done: 1 });
    });

    it("knows no other roles", async () => {
      const unknown = await bench.run(revokeRole, "janitor", thief());
      expect(unknown.code).to.equal(2);
      expect(unknown.stderr).to.include("DEFAULT_ADMIN_ROLE, CATALOGUE_ROLE").and.to.include("REVOKER_ROLE");
    });

    it("killed and started again, takes it away once", async () => {
      for (const when of ["before", "after"] as const) {
        await bench.kill("scripts/revoke-role.ts", ["catalogue", thief()], { nth: 1, when });
      }
      expect(await bench.json(revokeRole, "catalogue", thief())).to.include({ done: 0, already: 1 });
      const { core } = bench.market;
      expect(await core.queryFilter(core.filters.RoleRevoked(hash("CATALOGUE_ROLE")))).to.have.lengthOf(1);
    });
  });
});

describe("scripts/open-programme.ts", () => {
  before(function () {
    leaveOutUnderCoverage(this);
  });

  it("opens a programme once, though it was killed, and not without a plan", async () => {
    const { bench, programme } = await ToolBench.unopened();
    const { core } = programme;
    const early = await bench.run(openProgramme);
    expect([early.code, early.stderr.includes("plan")]).to.deep.equal([1, true]);
    await core.schedulePlan(plan(), 0, "{}");
    for (const when of ["before", "after"] as const)
      await bench.kill("scripts/open-programme.ts", [], { nth: 1, when });
    expect(await core.isOpen()).to.equal(true);
    expect(await bench.json(openProgramme)).to.include({ done: 0, already: 1 });
    await bench.close();
  });
});
