import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { PUSH_RESULTS, type PushResult } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { journalOf } from "../helpers/journal.ts";
import { DAY } from "../helpers/programme.ts";
import { FINAL, fields, invite, order, placeInEscrow, RETURN_WINDOW, SELLER_ID, setStage } from "../helpers/stage.ts";

const DELAY = 14n * BigInt(DAY);
/** What a sale gives Bert: 7 of profit and 10 % of 10. */
const EARNED = 8_000_000n;
const BERT = SELLER_ID;
const CARLA = 4n;

/**
 * Anna sponsors Bert and Carla. Bert has named Anna his guardian; Carla trusts Mallory, who does not deserve it. Bert has
 * earned, a sale of his waits in escrow, and then he loses his wallet. Nobody has its key.
 */
async function loss() {
  const stage = await setStage();
  const { core, scope, buyer, sponsor: anna, seller: bert, newcomer: carla, stranger: mallory, extras } = stage;
  const [phone, keeper] = extras;
  if (!phone || !keeper) throw new Error("the local network has too few accounts");
  await core.connect(carla).enrol(...(await invite(scope, anna)));
  await core.connect(bert).setGuardian(anna.address, DELAY);
  await core.connect(carla).setGuardian(mallory.address, DELAY);
  await core.connect(buyer).buy(order(FINAL));
  await core.connect(buyer).buy(order(FINAL, { seller: CARLA }));
  const waiting = await placeInEscrow(stage);
  const invitation = await invite(scope, bert);
  return { ...stage, anna, bert, carla, mallory, phone, keeper, waiting, invitation };
}

describe("a wallet is lost", () => {
  const loaded = fixture(loss);
  let story: Awaited<ReturnType<typeof loss>>;
  let core: typeof story.core;

  beforeEach(async () => {
    story = await loaded();
    core = story.core;
  });

  const pass = (seconds: bigint) => story.networkHelpers.time.increase(seconds);

  /** A keeper pushes what he can, whoever it is. */
  async function push(...people: { address: string }[]): Promise<(PushResult | undefined)[]> {
    const wallets = people.map(({ address }) => address);
    const results = await core.connect(story.keeper).push.staticCall(wallets);
    await core.connect(story.keeper).push(wallets);
    return results.map((result) => PUSH_RESULTS[Number(result)]);
  }

  it("[WALLET-5] [WALLET-7] [WALLET-3] and recovered: the new phone has all that the lost wallet had, and the old one nothing", async () => {
    const { anna, bert, phone, mallory, buyer, token, waiting, invitation } = story;
    // Bert calls Anna from his new phone. She begins the recovery, and no keeper sends money into the void any more.
    await core.connect(anna).startRecovery(bert.address, phone.address);
    expect(await push(bert, anna)).to.deep.equal(["recovering", "paid"]);
    expect(await core.balanceOf(BERT)).to.equal(EARNED);

    // Two weeks in which his customers go on buying; the sale in escrow becomes due and is settled.
    await core.connect(buyer).buy(order(FINAL));
    await pass(RETURN_WINDOW);
    await core.connect(story.keeper).settle(waiting);
    await core.connect(phone).finishRecovery(bert.address);

    // Everything is there, under the same number, sponsor and rank.
    const state = fields(await core.distributor(BERT));
    expect(state).to.deep.include({ sponsor: 2n, balance: 3n * EARNED, recovering: false });
    await core.connect(phone).claim();
    expect(await token.balanceOf(phone)).to.equal(3n * EARNED);

    // Years later Mallory finds the old device and its key. Nothing that it signs or signed counts.
    await expect(core.connect(mallory).enrol(...invitation))
      .to.be.revertedWithCustomError(core, "WalletNotBound")
      .withArgs(bert.address, BERT);
    await core.connect(buyer).buy(order(FINAL));
    for (const attempt of [
      () => core.connect(bert).claimTo(mallory.address),
      () => core.connect(bert).proposeWallet(mallory.address),
      () => core.connect(bert).setGuardian(mallory.address, DELAY),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(core, "WalletNotBound").withArgs(bert.address, BERT);
    }
    expect(await push(bert, phone)).to.deep.equal(["notBound", "paid"]);
    expect(await token.balanceOf(phone)).to.equal(4n * EARNED);
    // And what he buys with it is still Bert's own purchase, at the wholesale price.
    expect((await core.quote(bert.address, order(FINAL))).kind).to.equal(1n);
  });

  it("[WALLET-5] a thief without the key and without Anna gets nowhere", async () => {
    const { anna, bert, phone, mallory } = story;
    const thief = core.connect(mallory);
    await expect(thief.startRecovery(bert.address, mallory.address))
      .to.be.revertedWithCustomError(core, "GuardianExpected")
      .withArgs(mallory.address, anna.address);
    await expect(thief.acceptWallet(bert.address))
      .to.be.revertedWithCustomError(core, "WalletNotProposed")
      .withArgs(bert.address, mallory.address, ZeroAddress);
    // While Anna's recovery runs he can neither stop it nor finish it to himself, nor put another in its place.
    await core.connect(anna).startRecovery(bert.address, phone.address);
    await expect(thief.stopRecovery(bert.address)).to.be.revertedWithCustomError(core, "GuardianExpected");
    await pass(DELAY);
    await expect(thief.finishRecovery(bert.address))
      .to.be.revertedWithCustomError(core, "RecoveryNotPending")
      .withArgs(bert.address, mallory.address, phone.address);
    await core.connect(phone).finishRecovery(bert.address);
    expect(await core.idOf(phone.address)).to.deep.equal([BERT, true]);
  });

  it("[WALLET-6] a false friend who is the guardian is vetoed, and loses what he was named", async () => {
    const { carla, mallory, token } = story;
    await core.connect(mallory).startRecovery(carla.address, mallory.address);
    // Her wallet shows it at once: the event names her id, and pushes stop.
    expect(fields(await core.distributor(CARLA))).to.deep.include({ recovering: true });
    expect(await push(carla)).to.deep.equal(["recovering"]);
    await pass(DELAY - 100n);
    await core.connect(carla).setGuardian(ZeroAddress, 0n);
    await pass(DELAY);
    await expect(core.connect(mallory).finishRecovery(carla.address)).to.be.revertedWithCustomError(
      core,
      "RecoveryNotPending",
    );
    await expect(core.connect(mallory).startRecovery(carla.address, mallory.address))
      .to.be.revertedWithCustomError(core, "GuardianExpected")
      .withArgs(mallory.address, ZeroAddress);
    expect(await push(carla)).to.deep.equal(["paid"]);
    expect(await token.balanceOf(carla)).to.equal(EARNED);
  });

  it("[WALLET-7] an owner who still has his key takes his money out while a recovery runs", async () => {
    const { carla, mallory, token } = story;
    await core.connect(mallory).startRecovery(carla.address, mallory.address);
    await core.connect(carla).claim();
    expect(await token.balanceOf(carla)).to.equal(EARNED);
  });

  it("[WALLET-3] against a thief who holds the key no guardian helps: he moves the id first", async () => {
    const { anna, bert, phone, mallory, token } = story;
    await core.connect(anna).startRecovery(bert.address, phone.address);
    // Mallory has Bert's key.
    await core.connect(bert).proposeWallet(mallory.address);
    await core.connect(mallory).acceptWallet(bert.address);
    await core.connect(mallory).claim();
    expect(await token.balanceOf(mallory)).to.equal(EARNED);
    await pass(DELAY);
    await expect(core.connect(phone).finishRecovery(bert.address))
      .to.be.revertedWithCustomError(core, "WalletNotBound")
      .withArgs(bert.address, BERT);
    // The journal tells what happened, and in which order.
    const told = (await journalOf(story)).map((log) => core.interface.parseLog({ ...log, topics: [...log.topics] })!);
    expect(told.slice(-4).map(({ name, args }) => [name, args[0]])).to.deep.equal([
      ["RecoveryStarted", BERT],
      ["WalletProposed", BERT],
      ["WalletMoved", BERT],
      ["Paid", BERT],
    ]);
  });
});
