import { expect } from "chai";
import {
  BalanceRevertingToken__factory,
  FalseReturnToken__factory,
  LiarToken__factory,
  RebasingToken__factory,
  TestStablecoin__factory,
} from "../../packages/protocol/src/index.ts";
import { type Endpoint, readProgramme } from "../../scripts/doctor/programme.ts";
import { checkToken } from "../../scripts/doctor/token.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { findingsIn, uncheckedIn } from "../helpers/patient.ts";
import { deployProgramme, type ProgrammeOptions } from "../helpers/programme.ts";
import { tampered } from "../helpers/tampered.ts";

// scripts/doctor.ts, on the settlement token
// - a plain one, one that answers nothing, and one of eighteen decimals are as they should be
// - a fee, a wrong answer, an empty promise, a pause, a bar, balances that change by themselves are told
// - what cannot be tried is said, with the reason: an endpoint without state overrides, an unusual token

describe("scripts/doctor.ts, the settlement token", () => {
  before(function () {
    leaveOutUnderCoverage(this);
  });

  type Deployed = Awaited<ReturnType<typeof deployProgramme>>;

  /** A programme over a token. */
  const over = (token: string, ...tokenArguments: readonly unknown[]) =>
    deployProgramme({ token, tokenArguments: () => tokenArguments });

  async function look(deployed: Deployed, endpoint: Endpoint = deployed.ethers.provider) {
    const checks = await checkToken(await readProgramme(endpoint, await deployed.core.getAddress(), 0));
    return { checks, findings: findingsIn({ checks }), unchecked: uncheckedIn({ checks }) };
  }

  /** What a factory of the bindings connects to: the token, and who calls it. */
  const tokenIn = async ({ token, deployer }: Deployed) => [await token.getAddress(), deployer] as const;

  it("is as it should be, whatever its decimals and whether it answers", async () => {
    const options: readonly ProgrammeOptions[] = [
      {},
      { decimals: 0 },
      { decimals: 18 },
      { token: "NoReturnToken" },
      { token: "TestStablecoin", tokenArguments: (deployer) => [deployer] },
    ];
    for (const option of options) {
      const { checks } = await look(await deployProgramme(option));
      expect(checks.map(({ subject, verdict }) => `${subject} ${verdict}`)).to.deep.equal([
        "token ok",
        "core can pay ok",
        "transfer ok",
        "transferFrom ok",
        "steady balances ok",
      ]);
    }
  });

  it("that keeps a fee is told, with how much arrives", async () => {
    const { findings } = await look(await over("FeeOnTransferToken", 100));
    const fault = "of 1,000.00 FEE sent, 990.00 FEE arrive";
    expect(findings).to.deep.equal({ transfer: fault, transferFrom: fault });
  });

  it("that answers false is told", async () => {
    const deployed = await over("FalseReturnToken");
    await FalseReturnToken__factory.connect(...(await tokenIn(deployed))).setFailing(true);
    expect((await look(deployed)).findings).to.deep.equal({
      "core can pay": "a transfer of 0 units from the core answers false",
      transfer: "answers false",
      transferFrom: "answers false",
    });
  });

  it("that says yes and moves nothing is told", async () => {
    const deployed = await over("LiarToken");
    await LiarToken__factory.connect(...(await tokenIn(deployed))).setLying(true);
    const fault = "of 1,000.00 LIAR sent, 0.00 LIAR arrive; 0.00 LIAR are taken from the sender of 1,000.00 LIAR";
    expect((await look(deployed)).findings).to.deep.equal({ transfer: fault, transferFrom: fault });
  });

  it("that is paused is told, and so is one that bars the core", async () => {
    const deployed = await deployProgramme({ token: "TestStablecoin", tokenArguments: (deployer) => [deployer] });
    const stablecoin = TestStablecoin__factory.connect(...(await tokenIn(deployed)));
    await stablecoin.pause();
    const paused = (await look(deployed)).findings;
    expect(Object.keys(paused)).to.deep.equal(["core can pay", "transfer", "transferFrom"]);
    expect(paused["core can pay"]).to.match(/a transfer of 0 units from the core is refused: .*EnforcedPause/);
    await stablecoin.unpause();
    await stablecoin.blacklist(await deployed.core.getAddress());
    const barred = (await look(deployed)).findings;
    expect(Object.keys(barred)).to.deep.equal(["core can pay"]);
    expect(barred["core can pay"]).to.include("TestStablecoinBlacklisted");
  });

  it("whose balances change by themselves is told, by its events and by what it answers", async () => {
    const deployed = await over("RebasingToken");
    const token = RebasingToken__factory.connect(...(await tokenIn(deployed)));
    const shares = "it answers sharesOf(address): its balances are shares of a whole that changes";
    expect((await look(deployed)).findings).to.deep.equal({ "steady balances": shares });
    await token.mint(await deployed.core.getAddress(), 100_000_000n);
    await token.rebase(1_100_000n);
    expect((await look(deployed)).findings["steady balances"]).to.equal(
      `the core holds 110.00 REBASE, by the token's events 100.00 REBASE; ${shares}`,
    );
  });

  it("that does not answer is told", async () => {
    const unreadable = await over("BalanceRevertingToken");
    await BalanceRevertingToken__factory.connect(...(await tokenIn(unreadable))).setUnreadable(true);
    const token = await unreadable.token.getAddress();
    expect((await look(unreadable)).findings).to.deep.equal({ token: `${token} does not answer balanceOf()` });
    const { provider } = unreadable.ethers;
    await provider.send("hardhat_setCode", [token, await provider.getCode(await unreadable.timelock.getAddress())]);
    expect((await look(unreadable)).findings).to.deep.equal({
      token: `${token} does not answer decimals() and symbol()`,
    });
    await provider.send("hardhat_setCode", [token, "0x"]);
    expect((await look(unreadable)).findings).to.deep.equal({ token: `there is no contract at ${token}` });
  });

  describe("cannot be tried", () => {
    it("where it keeps its balances in an unknown place", async () => {
      const { findings, unchecked } = await look(await over("DeepToken"));
      const why = "a fee or a wrong amount cannot be seen: the token keeps its balances in an unknown place";
      expect({ findings, unchecked }).to.deep.equal({ findings: {}, unchecked: { transfer: why, transferFrom: why } });
    });

    /** The chain's endpoint, but for calls with state overrides. */
    function without({ ethers: { provider } }: Deployed, answer: (call: unknown[]) => Promise<unknown>): Endpoint {
      const send = async (method: string, params: unknown[] = []) =>
        method === "eth_call" && params.length > 2 ? answer(params) : provider.send(method, params);
      return tampered<Endpoint>(provider, { send });
    }

    it("where the endpoint refuses state overrides", async () => {
      const deployed = await over("FeeOnTransferToken", 100);
      const refusing = without(deployed, async () => {
        throw new Error("too many arguments, want at most 2");
      });
      const { findings, unchecked } = await look(deployed, refusing);
      expect(findings).to.deep.equal({});
      expect(unchecked["transfer"]).to.equal(
        "a fee or a wrong amount cannot be seen: the endpoint takes no state overrides (too many arguments, want at most 2)",
      );
      expect(Object.keys(unchecked)).to.deep.equal(["transfer", "transferFrom"]);
    });

    it("where the endpoint passes over state overrides", async () => {
      const deployed = await over("FeeOnTransferToken", 100);
      const deaf = without(deployed, ([call, block]) => deployed.ethers.provider.send("eth_call", [call, block]));
      const { findings, unchecked } = await look(deployed, deaf);
      expect(findings).to.deep.equal({});
      expect(unchecked["transferFrom"]).to.include("it leaves them out of account without saying so");
    });
  });
});
