import { expect } from "chai";
import { Wallet, ZeroAddress } from "ethers";
import { fixture } from "../../../test/helpers/fixture.ts";
import { DAY, PERIOD, plan as testPlan } from "../../../test/helpers/programme.ts";
import {
  distributorSlot,
  guardianSlot,
  holdSlot,
  inPeriod,
  offerNoncesSlot,
  proposalSlot,
  recoverySlot,
  unpackBinding,
  unpackDistributor,
  unpackGuardian,
  unpackHold,
  unpackProposal,
  unpackRecovery,
  walletSlot,
} from "../src/index.ts";
import { DOWNLOAD, imported, type LegacyShop, ONE, openLegacyShop, order } from "./helpers/shop.ts";
import { readWord } from "./helpers/storage.ts";

const THRESHOLD = 30n * ONE;
const RANK_OF_IMPORTED = 9n;

describe("storage of the people", () => {
  const importedWallet = Wallet.createRandom().address;
  let shop: LegacyShop;

  // Ids 2 and 3 are imported, the first without a wallet; the line has the ids 4 to 7.
  const opened = fixture(() =>
    openLegacyShop([imported(1n), imported(2n, importedWallet, RANK_OF_IMPORTED)], {
      plan: testPlan({ threshold: THRESHOLD, rates: [1000, 700] }),
    }),
  );

  beforeEach(async () => {
    shop = await opened();
    await shop.token.connect(shop.buyer).approve(shop.address, 10_000n * ONE);
  });

  const word = (slot: string) => readWord(shop, slot);
  const person = async (id: bigint) => unpackDistributor(await word(distributorSlot(id)));

  it("has the wallets, present, former and never bound", async () => {
    const [former, present] = [shop.line[0], shop.spare[0]!];
    await shop.connect(former).wallets.propose(present.address);
    await shop.connect(present).wallets.accept(former.address);
    const wallets = [shop.treasury, ...shop.line, present, shop.stranger].map(({ address }) => address);
    for (const address of [...wallets, importedWallet]) {
      const [id, current] = await shop.core.idOf(address);
      expect(unpackBinding(await word(walletSlot(address)))).to.deep.equal({ id, current });
    }
    expect(unpackBinding(await word(walletSlot(former.address)))).to.deep.equal({ id: 4n, current: false });
    expect(unpackBinding(await word(walletSlot(present.address)))).to.deep.equal({ id: 4n, current: true });
    expect(unpackBinding(await word(walletSlot(importedWallet)))).to.deep.equal({ id: 3n, current: true });
    expect(await word(walletSlot(shop.stranger.address))).to.equal(0n);
  });

  it("has the distributors, seen from any period as the contract sees them", async () => {
    const { core, operator, networkHelpers, line } = shop;
    const start = BigInt(await networkHelpers.time.latest());
    const nextPeriod = (start / BigInt(PERIOD) + 1n) * BigInt(PERIOD);
    await networkHelpers.time.increaseTo(nextPeriod + 10n);
    const period = await core.currentPeriod();
    await shop.connect(shop.buyer).buy(order(7n, DOWNLOAD, 4n));
    await core.connect(operator).setRanks([{ id: 7, rank: 7 }], `0x${"00".repeat(32)}`);
    await core.connect(line[3]).setPushOff(true);

    const seen = await person(7n);
    expect(seen).to.deep.equal({
      sponsor: 6n,
      balance: await core.balanceOf(7n),
      volume: 40n * ONE,
      period,
      activeNow: false,
      activeNext: true,
      rankNow: 0n,
      rankNext: 7n,
      pushOff: true,
      held: false,
      unbound: false,
      imported: false,
      recovering: false,
    });
    expect(inPeriod(seen, period)).to.equal(seen);
    const next = { volume: 0n, period: period + 1n, activeNow: true, activeNext: false, rankNow: 7n, rankNext: 7n };
    expect(inPeriod(seen, period + 1n)).to.deep.equal({ ...seen, ...next });
    expect(inPeriod(seen, period + 2n)).to.deep.equal({ ...seen, ...next, period: period + 2n, activeNow: false });

    // The contract pays level 0 in the next period, when the seller is active, and not in this one or the one after.
    const paid = async () =>
      (await shop.client.quote(shop.buyer.address, order(7n, DOWNLOAD))).credits[0]!.amount - 7n * ONE;
    expect(await paid()).to.equal(0n);
    await networkHelpers.time.increaseTo(nextPeriod + BigInt(PERIOD));
    expect(await paid()).to.equal(ONE);
    await networkHelpers.time.increaseTo(nextPeriod + 2n * BigInt(PERIOD));
    expect(await paid()).to.equal(0n);
  });

  it("has who was imported, and whether a wallet is bound", async () => {
    const nobody = { sponsor: 1n, imported: true, unbound: true, activeNow: false, rankNow: 0n, rankNext: 0n };
    expect(await person(2n)).to.deep.include(nobody);
    const ranked = { rankNow: RANK_OF_IMPORTED, rankNext: RANK_OF_IMPORTED };
    expect(await person(3n)).to.deep.include({ ...ranked, sponsor: 2n, imported: true, unbound: false });
    expect(await person(4n)).to.deep.include({ imported: false, unbound: false, activeNow: true });

    const before = await person(2n);
    const { voucher, signature } = await shop
      .connect(shop.operator)
      .wallets.vouch(2n, shop.stranger.address, 2n ** 40n);
    await shop.connect(shop.stranger).wallets.bind(voucher, signature);
    expect(await person(2n)).to.deep.equal({ ...before, unbound: false });
  });

  it("has proposals", async () => {
    const [from, to] = [shop.line[1], shop.stranger.address];
    const slot = proposalSlot(from.address);
    expect(unpackProposal(await word(slot))).to.equal(ZeroAddress);
    await shop.connect(from).wallets.propose(to);
    expect(unpackProposal(await word(slot))).to.equal(to);
    await shop.connect(from).wallets.withdraw();
    expect(await word(slot)).to.equal(0n);
  });

  it("has guardians and recoveries", async () => {
    const [lost, guardian, to] = [shop.line[1], shop.line[2], shop.stranger.address];
    const delay = BigInt(8 * DAY);
    await shop.connect(lost).wallets.setGuardian(guardian.address, delay);
    const named = { guardian: guardian.address, delay };
    expect(unpackGuardian(await word(guardianSlot(lost.address)))).to.deep.equal(named);
    expect(await word(recoverySlot(lost.address))).to.equal(0n);

    await shop.connect(guardian).wallets.startRecovery(lost.address, to);
    const readyAt = BigInt(await shop.networkHelpers.time.latest()) + delay;
    expect(unpackRecovery(await word(recoverySlot(lost.address)))).to.deep.equal({ to, readyAt });
    expect(unpackGuardian(await word(guardianSlot(lost.address)))).to.deep.equal(named);
    expect((await person(5n)).recovering).to.equal(true);

    await shop.connect(lost).wallets.stopRecovery(lost.address);
    expect(await word(recoverySlot(lost.address))).to.equal(0n);
    expect((await person(5n)).recovering).to.equal(false);
  });

  it("has holds, the last four beginnings of them", async () => {
    const holds = shop.connect(shop.operator).holds;
    const begun: bigint[] = [];
    let until = 0n;
    for (let i = 0; i < 4; ++i) {
      until = BigInt(await shop.networkHelpers.time.latest()) + BigInt((i + 1) * DAY);
      await holds.place(6n, until, `0x${"01".repeat(32)}`, `0x${"02".repeat(32)}`);
      begun.unshift(BigInt(await shop.networkHelpers.time.latest()));
      const padded = [...begun, 0n, 0n, 0n].slice(0, 4);
      expect(unpackHold(await word(holdSlot(6n)))).to.deep.equal({ until, starts: padded });
      expect((await person(6n)).held).to.equal(true);
      if (i < 3) await shop.networkHelpers.time.increaseTo(until);
    }
    await holds.lift(6n);
    const lifted = BigInt(await shop.networkHelpers.time.latest());
    expect(unpackHold(await word(holdSlot(6n)))).to.deep.equal({ until: lifted, starts: begun });
    expect((await person(6n)).held).to.equal(false);
  });

  it("has the nonces of offers", async () => {
    const nonces = [0n, 255n, 256n, 2n ** 200n + 77n];
    await shop.connect(shop.line[3]).offers.cancel(nonces);
    expect(await word(offerNoncesSlot(7n, 0n))).to.equal(1n | (1n << 255n));
    expect(await word(offerNoncesSlot(7n, 1n))).to.equal(1n);
    expect(await word(offerNoncesSlot(7n, 2n ** 192n))).to.equal(1n << 77n);
    expect(await word(offerNoncesSlot(6n, 0n))).to.equal(0n);
    expect(await word(offerNoncesSlot(7n, 2n))).to.equal(0n);
  });
});
