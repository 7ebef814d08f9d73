import { expect } from "chai";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { DAY } from "../../../../test/helpers/programme.ts";
import { explainError } from "../../src/index.ts";
import { FOREVER, imported, type LegacyShop, openLegacyShop, thrownBy } from "../helpers/shop.ts";

const DELAY = BigInt(7 * DAY);

describe("UplineClient: wallets", () => {
  let shop: LegacyShop;

  // Id 2 is imported without a wallet; the line has the ids 3 to 6.
  const opened = fixture(() => openLegacyShop([imported(1n)]));

  beforeEach(async () => {
    shop = await opened();
  });

  const idOf = async (wallet: { readonly address: string }) => {
    const { id, current } = await shop.core.idOf(wallet.address);
    return [id, current];
  };

  it("move in two steps", async () => {
    const [from, to] = [shop.line[0], shop.stranger];
    expect(await shop.client.wallets.proposalOf(from.address)).to.equal(undefined);
    await shop.connect(from).wallets.propose(to.address);
    expect(await shop.client.wallets.proposalOf(from.address)).to.equal(to.address);
    await shop.connect(from).wallets.withdraw();
    expect(await shop.client.wallets.proposalOf(from.address)).to.equal(undefined);
    const withdrawn = explainError(await thrownBy(shop.connect(to).wallets.accept(from.address)));
    expect(withdrawn.name).to.equal("WalletNotProposed");

    await shop.connect(from).wallets.propose(to.address);
    await shop.connect(to).wallets.accept(from.address);
    expect([await idOf(from), await idOf(to)]).to.deep.equal([
      [3n, false],
      [3n, true],
    ]);
    expect((await shop.client.distributor(to.address))!.id).to.equal(3n);
    expect(await shop.client.distributor(from.address)).to.equal(undefined);
  });

  describe("with a guardian", () => {
    const [lost, guardian, to] = [() => shop.line[0], () => shop.line[1], () => shop.stranger];

    beforeEach(async () => {
      await shop.connect(lost()).wallets.setGuardian(guardian().address, DELAY);
    });

    const guardianship = () => shop.client.wallets.guardianOf(lost().address);
    const named = () => ({ guardian: guardian().address, delay: DELAY });

    it("are recovered after the delay", async () => {
      expect(await guardianship()).to.deep.equal({ ...named(), recovery: undefined });
      await shop.connect(guardian()).wallets.startRecovery(lost().address, to().address);
      const readyAt = BigInt(await shop.networkHelpers.time.latest()) + DELAY;
      const recovery = { to: to().address, readyAt, lapsesAt: readyAt + BigInt(30 * DAY) };
      expect(await guardianship()).to.deep.equal({ ...named(), recovery });
      const early = explainError(await thrownBy(shop.connect(to()).wallets.finishRecovery(lost().address)));
      expect(early.name).to.equal("RecoveryNotReady");
      await shop.networkHelpers.time.increaseTo(readyAt);
      await shop.connect(to()).wallets.finishRecovery(lost().address);
      expect([await idOf(lost()), await idOf(to())]).to.deep.equal([
        [3n, false],
        [3n, true],
      ]);
      expect(await guardianship()).to.equal(undefined);
    });

    it("are not, if the owner stops it", async () => {
      await shop.connect(guardian()).wallets.startRecovery(lost().address, to().address);
      await shop.connect(lost()).wallets.stopRecovery(lost().address);
      expect(await guardianship()).to.deep.equal({ ...named(), recovery: undefined });
      await shop.networkHelpers.time.increase(DELAY);
      const stopped = explainError(await thrownBy(shop.connect(to()).wallets.finishRecovery(lost().address)));
      expect(stopped.name).to.equal("RecoveryNotPending");
    });

    it("are not, if it lapses, at the very second that is told", async () => {
      await shop.connect(guardian()).wallets.startRecovery(lost().address, to().address);
      const { lapsesAt } = (await guardianship())!.recovery!;
      await shop.networkHelpers.time.increaseTo(lapsesAt - 1n);
      expect((await guardianship())!.recovery).to.deep.include({ lapsesAt });
      await shop.networkHelpers.time.setNextBlockTimestamp(lapsesAt);
      const lapsed = explainError(await thrownBy(shop.connect(to()).wallets.finishRecovery(lost().address)));
      expect(lapsed).to.deep.include({ name: "RecoveryLapsed", args: { time: lapsesAt, end: lapsesAt } });
      await shop.networkHelpers.time.increaseTo(lapsesAt + 1n);
      expect(await guardianship()).to.deep.equal({ ...named(), recovery: undefined });
    });

    it("are not, once the owner wants none", async () => {
      await shop.connect(lost()).wallets.removeGuardian();
      expect(await guardianship()).to.equal(undefined);
      const nobody = await thrownBy(shop.connect(guardian()).wallets.startRecovery(lost().address, to().address));
      expect(explainError(nobody).name).to.equal("GuardianExpected");
    });
  });

  it("are bound to imported ids with the company's voucher", async () => {
    const wallet = shop.stranger;
    const signed = await shop.connect(shop.operator).wallets.vouch(2n, wallet.address, FOREVER);
    expect(signed.voucher).to.deep.equal({
      issuer: shop.operator.address,
      id: 2n,
      wallet: wallet.address,
      deadline: FOREVER,
    });
    await shop.connect(wallet).wallets.bind(signed.voucher, signed.signature);
    expect(await idOf(wallet)).to.deep.equal([2n, true]);
    expect((await shop.client.distributor(wallet.address))!.unbound).to.equal(false);
    const again = explainError(await thrownBy(shop.connect(wallet).wallets.bind(signed.voucher, signed.signature)));
    expect(again.name).to.equal("VoucherUsed");
  });
});
