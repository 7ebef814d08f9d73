import { expect } from "chai";
import { claim } from "../../../scripts/claim.ts";
import { moveWallet } from "../../../scripts/move-wallet.ts";
import { recoverWallet } from "../../../scripts/recover-wallet.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { FINAL } from "../../helpers/market.ts";
import { DAY } from "../../helpers/programme.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/claim.ts, move-wallet.ts, recover-wallet.ts
// - pay out, move and recover step by step, each step once, however often they are run or killed
// - a contract's wallet is proposed to; what cannot be is refused, and a dry run sends nothing

const SAFE = "0x000000000000000000000000000000000000a0fe";

describe("scripts/claim.ts, move-wallet.ts and recover-wallet.ts", () => {
  let bench: ToolBench;
  let restore: () => Promise<void>;
  /** A distributor's wallet, two that are nobody's, and the company's. */
  let [wallet, fresh, guardian, treasury]: string[] = [];

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    const { market } = bench;
    const accounts = await market.ethers.getSigners();
    [wallet, fresh, guardian] = accounts.slice(-3).map(({ address }) => address);
    treasury = market.company.wallet.address;
    const invitation = { sponsor: treasury, newcomer: "0x0000000000000000000000000000000000000000", deadline: 0n };
    await market.core.connect(accounts.at(-3)!).enrol(invitation, "0x");
    await market.buy({ id: 2n, wallet: accounts.at(-3)! }, FINAL);
    await market.core.connect(accounts.at(-3)!).setGuardian(guardian!, 7 * DAY);
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const isWallet = async (address: string | undefined) => {
    const { id, current } = await bench.market.core.idOf(address!);
    return [id, current];
  };

  describe("claim", () => {
    it("pays a distributor's balance to his wallet, once", async () => {
      const { token } = bench.market;
      for (const when of ["before", "after"] as const) {
        await bench.kill("scripts/claim.ts", ["--as", wallet!], { nth: 1, when });
      }
      expect(await token.balanceOf(wallet!)).to.equal(35_000_000n);
      expect(await bench.json(claim, "--as", wallet!)).to.include({ id: "2", amount: "0", done: 0, already: 1 });
    });

    it("pays the company's share elsewhere, and a dry run pays nothing", async () => {
      const { token } = bench.market;
      expect(await bench.json(claim, "--as", treasury!, "--to", fresh!, "--dry-run")).to.include({ mode: "dryRun" });
      expect(await token.balanceOf(fresh!)).to.equal(0n);
      const done = await bench.json(claim, "--as", treasury!, "--to", fresh!);
      expect(done).to.include({ id: "1", amount: "65000000", to: fresh, done: 1 });
      expect(await token.balanceOf(fresh!)).to.equal(65_000_000n);
    });

    it("is no matter of who has no number", async () => {
      const { code, stderr } = await bench.run(claim, "--as", fresh!);
      expect([code, stderr.includes("is not the present wallet")]).to.deep.equal([1, true]);
    });

    it("is proposed to a wallet that is a contract", async () => {
      const { market } = bench;
      await bench.run(moveWallet, treasury!, SAFE);
      await market.ethers.provider.send("hardhat_setCode", [SAFE, "0x00"]);
      await market.core.connect(await market.impersonated(SAFE)).acceptWallet(treasury!);
      const file = bench.path("claim.json");
      const { code, stderr } = await bench.run(claim, "--as", SAFE, "--propose", file);
      expect(code, stderr).to.equal(0);
      const proposal = JSON.parse(bench.read("claim.json"));
      expect(proposal.transactions.map(({ to }: { to: string }) => to)).to.deep.equal([market.address]);
      expect(proposal.meta.createdFromSafeAddress.toLowerCase()).to.equal(SAFE);
    });
  });

  describe("move-wallet", () => {
    it("proposes, accepts, and has nothing more to do", async () => {
      const steps = [];
      for (let i = 0; i < 3; ++i) steps.push((await bench.json(moveWallet, treasury!, fresh!))["text"]);
      expect(steps).to.deep.equal([
        `Propose ${fresh} by ${treasury}.`,
        `Accept as ${fresh}.`,
        `${fresh} is the wallet already.`,
      ]);
      expect([await isWallet(treasury), await isWallet(fresh)]).to.deep.equal([
        [1n, false],
        [1n, true],
      ]);
    });

    it("withdraws what was proposed, and nothing else", async () => {
      const nothing = await bench.json(moveWallet, wallet!, fresh!, "--withdraw");
      expect(nothing["text"]).to.include("Nothing to withdraw");
      await bench.run(moveWallet, wallet!, fresh!);
      await bench.run(moveWallet, wallet!, fresh!, "--withdraw");
      expect(BigInt(await bench.market.core.proposalOf(wallet!))).to.equal(0n);
    });

    it("killed at each step and started again, moves once", async () => {
      for (const when of ["before", "after", "before", "after"] as const) {
        await bench.kill("scripts/move-wallet.ts", [wallet!, fresh!], { nth: 1, when });
      }
      expect(await isWallet(fresh)).to.deep.equal([2n, true]);
      const { core } = bench.market;
      expect(await core.queryFilter(core.filters.WalletProposed())).to.have.lengthOf(1);
    });

    it("moves only what is somebody's, by whom it is", async () => {
      const { code, stderr } = await bench.run(moveWallet, fresh!, guardian!);
      expect([code, stderr.includes(`${fresh} is not the present wallet`)]).to.deep.equal([1, true]);
      await bench.json(moveWallet, treasury!, SAFE);
      const foreign = await bench.run(moveWallet, treasury!, SAFE);
      expect([foreign.code, /is none of the accounts/.test(foreign.stderr.replace(/\s+/g, " "))]).to.deep.equal([
        1,
        true,
      ]);
    });
  });

  describe("recover-wallet", () => {
    const step = async () => (await bench.json(recoverWallet, wallet!, fresh!))["text"];
    const pass = (days: number) => bench.market.networkHelpers.time.increase(days * DAY);

    it("is started by the guardian, and finished by the new wallet after the delay", async () => {
      expect(await step()).to.equal(`Start the recovery of ${wallet} to ${fresh}.`);
      expect(await step()).to.match(
        new RegExp(`^Started; ${fresh} can finish it from 20.*, unless ${wallet} vetoes it.$`),
      );
      await pass(7);
      expect(await step()).to.equal(`Finish the recovery as ${fresh}.`);
      expect(await step()).to.equal(`${fresh} is the wallet already.`);
      expect(await isWallet(fresh)).to.deep.equal([2n, true]);
    });

    it("is given up, and started again when it has lapsed", async () => {
      const stop = () => bench.json(recoverWallet, wallet!, fresh!, "--stop");
      expect((await stop())["text"]).to.include("Nothing to stop");
      await step();
      expect((await stop())["text"]).to.equal(`Stop the recovery of ${wallet}.`);
      expect((await bench.market.core.guardianOf(wallet!)).readyAt).to.equal(0n);
      await step();
      await pass(38);
      expect(await step()).to.equal(`Start the recovery of ${wallet} to ${fresh}.`);
    });

    it("killed at each step and started again, recovers once", async () => {
      for (const when of ["before", "after"] as const) {
        await bench.kill("scripts/recover-wallet.ts", [wallet!, fresh!], { nth: 1, when });
      }
      await pass(7);
      for (const when of ["before", "after"] as const) {
        await bench.kill("scripts/recover-wallet.ts", [wallet!, fresh!], { nth: 1, when });
      }
      expect(await isWallet(fresh)).to.deep.equal([2n, true]);
      const { core } = bench.market;
      expect(await core.queryFilter(core.filters.RecoveryStarted())).to.have.lengthOf(1);
    });

    it("needs a guardian", async () => {
      const { code, stderr } = await bench.run(recoverWallet, treasury!, fresh!);
      expect([code, stderr.includes("has named no guardian")]).to.deep.equal([1, true]);
    });
  });
});
