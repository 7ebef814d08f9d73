import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { DAY } from "../../helpers/programme.ts";
import { now, openStage } from "../../helpers/stage.ts";

const DELAY = 30n * BigInt(DAY);
const NOBODY = [ZeroAddress, 0n, ZeroAddress, 0n];

describe("Ownership.guardianOf", () => {
  it("[WALLET-4] answers nobody where nobody was named, for anybody", async () => {
    const { core, seller, treasury, stranger, address } = await openStage();
    for (const wallet of [seller.address, treasury.address, stranger.address, address, ZeroAddress]) {
      expect(await core.guardianOf(wallet)).to.deep.equal(NOBODY);
    }
  });

  it("[WALLET-4] answers guardian and delay, and nobody again when he is removed", async () => {
    const { core, seller, sponsor } = await openStage();
    await core.connect(seller).setGuardian(sponsor.address, DELAY);
    expect(await core.guardianOf(seller.address)).to.deep.equal([sponsor.address, DELAY, ZeroAddress, 0n]);
    expect(await core.guardianOf(sponsor.address)).to.deep.equal(NOBODY);
    await core.connect(seller).setGuardian(ZeroAddress, 0n);
    expect(await core.guardianOf(seller.address)).to.deep.equal(NOBODY);
  });

  it("[WALLET-5] answers the recovery while it is pending, past its delay too", async () => {
    const stage = await openStage();
    const { core, seller, sponsor, newcomer, networkHelpers } = stage;
    await core.connect(seller).setGuardian(sponsor.address, DELAY);
    await core.connect(sponsor).startRecovery(seller.address, newcomer.address);
    const pending = [sponsor.address, DELAY, newcomer.address, (await now(stage)) + DELAY];
    expect(await core.guardianOf(seller.address)).to.deep.equal(pending);
    await networkHelpers.time.increase(2n * DELAY);
    expect(await core.guardianOf(seller.address)).to.deep.equal(pending);
    await core.connect(sponsor).stopRecovery(seller.address);
    expect(await core.guardianOf(seller.address)).to.deep.equal([sponsor.address, DELAY, ZeroAddress, 0n]);
  });

  it("[WALLET-3] answers nobody for a former wallet and for the one after it", async () => {
    const { core, seller, sponsor, newcomer, networkHelpers } = await openStage();
    await core.connect(seller).setGuardian(sponsor.address, DELAY);
    await core.connect(sponsor).startRecovery(seller.address, newcomer.address);
    await networkHelpers.time.increase(DELAY);
    await core.connect(newcomer).finishRecovery(seller.address);
    for (const { address } of [seller, newcomer]) expect(await core.guardianOf(address)).to.deep.equal(NOBODY);
  });
});
