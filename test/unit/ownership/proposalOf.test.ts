import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { openStage } from "../../helpers/stage.ts";

describe("Ownership.proposalOf", () => {
  it("[WALLET-1] answers zero where nothing was proposed, for anybody", async () => {
    const { core, seller, treasury, stranger, address } = await openStage();
    for (const wallet of [seller.address, treasury.address, stranger.address, address, ZeroAddress]) {
      expect(await core.proposalOf(wallet)).to.equal(ZeroAddress);
    }
  });

  it("[WALLET-1] answers the wallet that was proposed last", async () => {
    const { core, seller, sponsor, newcomer, stranger } = await openStage();
    const own = core.connect(seller);
    for (const to of [newcomer.address, stranger.address, ZeroAddress, newcomer.address]) {
      await own.proposeWallet(to);
      expect(await core.proposalOf(seller.address)).to.equal(to);
    }
    expect(await core.proposalOf(sponsor.address)).to.equal(ZeroAddress);
    expect(await core.proposalOf(newcomer.address)).to.equal(ZeroAddress);
  });

  it("[WALLET-3] answers zero for a former wallet", async () => {
    const { core, seller, newcomer } = await openStage();
    await core.connect(seller).proposeWallet(newcomer.address);
    await core.connect(newcomer).acceptWallet(seller.address);
    for (const { address } of [seller, newcomer]) expect(await core.proposalOf(address)).to.equal(ZeroAddress);
  });
});
