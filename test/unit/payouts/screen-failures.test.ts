import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { FAILURES, LONG_NO, LONG_YES, ScreenAction, setScreen } from "../../helpers/screens.ts";
import { FINAL, invite, order, SELLER_ID, SPONSOR_ID, type Stage, setStage } from "../../helpers/stage.ts";

const { Enrol, Claim, Push, Move } = ScreenAction;
/** What a screen may use, and what is left beside it for the call and its event. */
const SCREEN_GAS = 100_000n;
const NEEDED_GAS = 111_587n;

const PLENTY = { gasLimit: 10_000_000n };

type Send = (stage: Stage, overrides?: { gasLimit: bigint }) => Promise<ContractTransactionResponse>;

/** By what is done: about whom the screen is asked, for what, and how it is done. */
const DEEDS: Record<string, { asked: ("newcomer" | "seller")[]; action: ScreenAction; send: Send }> = {
  enrol: {
    asked: ["newcomer"],
    action: Enrol,
    send: async ({ core, scope, sponsor, newcomer }, overrides = PLENTY) =>
      core.connect(newcomer).enrol(...(await invite(scope, sponsor)), overrides),
  },
  claim: {
    asked: ["seller"],
    action: Claim,
    send: ({ core, seller }, overrides = PLENTY) => core.connect(seller).claim(overrides),
  },
  push: {
    asked: ["seller"],
    action: Push,
    send: ({ core, seller }, overrides = PLENTY) => core.push([seller.address], overrides),
  },
  acceptWallet: {
    asked: ["seller", "newcomer"],
    action: Move,
    send: ({ core, seller, newcomer }, overrides = PLENTY) =>
      core.connect(newcomer).acceptWallet(seller.address, overrides),
  },
};

describe("A screen", () => {
  /** The seller has earned and proposed the newcomer's wallet. */
  const prepared = fixture(async () => {
    const stage = await setStage();
    const { core, buyer, seller, newcomer } = stage;
    await core.connect(buyer).buy(order(FINAL));
    await core.connect(seller).proposeWallet(newcomer.address);
    return stage;
  });
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await prepared();
    core = stage.core;
  });

  async function failing(failure: number): Promise<string> {
    const screen = await stage.ethers.deployContract("FailingScreen", [failure]);
    await setScreen(stage, screen);
    return screen.getAddress();
  }

  /** Everything that a screen is asked about works, and each time an event tells that it gave no answer. */
  async function letsThrough(screen: string): Promise<void> {
    const { seller, newcomer, token } = stage;
    const told = async (sent: ContractTransactionResponse, action: ScreenAction, ...asked: { address: string }[]) => {
      const logs = (await sent.wait())!.logs.filter(({ address }) => address === stage.address);
      const failures = logs.map((log) => core.interface.parseLog(log)!).filter(({ name }) => name === "ScreenFailed");
      expect(failures.map(({ args }) => args.toArray())).to.deep.equal(
        asked.map(({ address }) => [screen, address, BigInt(action)]),
      );
    };
    for (const { asked, action, send } of [DEEDS["claim"]!, DEEDS["acceptWallet"]!]) {
      await told(await send(stage), action, ...asked.map((who) => stage[who]));
    }
    expect(await token.balanceOf(seller)).to.equal(8_000_000n);
    await core.connect(stage.buyer).buy(order(FINAL));
    await told(await core.push([newcomer.address, stage.sponsor.address]), Push, newcomer, stage.sponsor);
    expect(await token.balanceOf(newcomer)).to.equal(8_000_000n);
    const { stranger } = stage;
    await told(await core.connect(stranger).enrol(...(await invite(stage.scope, stage.sponsor))), Enrol, stranger);
    await told(await core.connect(newcomer).proposeWallet(stage.extras[0]!.address), Move);
    expect(await core.idOf(stranger.address)).to.deep.equal([4n, true]);
  }

  for (const [name, failure] of Object.entries(FAILURES)) {
    it(`[SCREEN-3] ${name} lets through, and an event tells it`, async () => {
      await letsThrough(await failing(failure));
    });
  }

  it("[SCREEN-3] that has no code any more lets through, and an event tells it", async () => {
    const screen = await stage.ethers.deployContract("ListScreen");
    await setScreen(stage, screen);
    await stage.networkHelpers.setCode(await screen.getAddress(), "0x");
    await letsThrough(await screen.getAddress());
  });

  it("[SCREEN-3] that answers far too long is understood by its first word, a yes as a no", async () => {
    await failing(LONG_YES);
    const claimed = DEEDS["claim"]!.send(stage);
    await expect(claimed).to.emit(core, "Paid");
    await expect(claimed).not.to.emit(core, "ScreenFailed");
    stage = await prepared();
    await failing(LONG_NO);
    await expect(DEEDS["claim"]!.send(stage))
      .to.be.revertedWithCustomError(core, "ScreenRefused")
      .withArgs(stage.seller.address, Claim);
  });

  it("[SCREEN-3] that burns its gas costs each claim no more than that", async () => {
    const used = async (sent: ContractTransactionResponse) => (await sent.wait())!.gasUsed;
    const before = await used(await core.connect(stage.sponsor).claim());
    await failing(FAILURES["that burns all its gas"]);
    const after = await used(await DEEDS["claim"]!.send(stage));
    expect(after - before).to.be.within(SCREEN_GAS, SCREEN_GAS + 15_000n);
  });

  it("[SCREEN-3] that burns its gas stops no batch of pushes: each is paid", async () => {
    const { buyer, seller, sponsor, token } = stage;
    await failing(FAILURES["that burns all its gas"]);
    await core.connect(buyer).buy(order(FINAL));
    await core.push([seller.address, sponsor.address], { gasLimit: 600_000n });
    expect(await token.balanceOf(seller)).to.equal(16_000_000n);
    expect(await token.balanceOf(sponsor)).to.equal(1_600_000n);
  });

  describe("that thinks for long before it refuses", () => {
    /** With what it needs beside it, within a few hundred gas of all that it is given. */
    const COST = 99_000n;

    beforeEach(async () => {
      await setScreen(stage, await stage.ethers.deployContract("CostlyScreen", [COST]));
    });

    /** How a deed ends with so much gas. */
    async function outcome(send: Send, gasLimit: bigint): Promise<string> {
      try {
        await send(stage, { gasLimit });
        return "done";
      } catch (error) {
        return /ScreenRefused|ScreenGasMissing/.exec(String(error))?.[0] ?? "out of gas";
      }
    }

    for (const [name, { send }] of Object.entries(DEEDS)) {
      it(`[SCREEN-4] is starved by nobody: ${name} with whatever gas is refused, or fails for want of gas`, async () => {
        const { token, seller, newcomer } = stage;
        const outcomes = new Map<bigint, string>();
        const sweep = async (from: bigint, to: bigint, step: bigint) => {
          for (let gas = from; gas < to; gas += step) outcomes.set(gas, await outcome(send, gas));
        };
        await sweep(60_000n, 400_000n, 4_000n);
        // Finely where the screen is asked with the least gas.
        const [enough = 0n] = [...outcomes].find(([, how]) => how === "ScreenRefused" || how === "done") ?? [];
        await sweep(enough - 4_001n, enough + 1_000n, 50n);
        const refused = name === "push" ? "done" : "ScreenRefused";
        expect([...new Set(outcomes.values())].filter((how) => how !== "out of gas")).to.have.members([
          "ScreenGasMissing",
          refused,
        ]);
        expect(await token.balanceOf(seller)).to.equal(0n);
        expect(await core.balanceOf(SELLER_ID)).to.equal(8_000_000n);
        expect(await core.idOf(newcomer.address)).to.deep.equal([0n, false]);
      });
    }
  });

  it("[SCREEN-4] is told of too little gas with what is left and what is needed", async () => {
    await setScreen(stage, await stage.ethers.deployContract("ListScreen"));
    const gasLimit = 130_000n;
    await expect(DEEDS["claim"]!.send(stage, { gasLimit }))
      .to.be.revertedWithCustomError(core, "ScreenGasMissing")
      .withArgs((left: bigint) => left < NEEDED_GAS && left > 50_000n, NEEDED_GAS);
    expect(await core.balanceOf(SELLER_ID)).to.equal(8_000_000n);
    expect(await core.balanceOf(SPONSOR_ID)).to.equal(800_000n);
  });
});
