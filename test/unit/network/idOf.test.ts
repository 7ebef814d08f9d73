import { expect } from "chai";
import { toBeHex, ZeroAddress } from "ethers";
import { walletSlot } from "../../../packages/protocol/src/index.ts";
import { COMPANY_ID, invite, openStage, SELLER_ID, SPONSOR_ID } from "../../helpers/stage.ts";

describe("Network.idOf", () => {
  it("[NET-5] answers 1 for the company's wallet", async () => {
    const { core, treasury } = await openStage();
    expect(await core.idOf(treasury.address)).to.deep.equal([COMPANY_ID, true]);
  });

  it("[NET-6] answers the id of each distributor's present wallet", async () => {
    const { core, sponsor, seller } = await openStage();
    expect(await core.idOf(sponsor.address)).to.deep.equal([SPONSOR_ID, true]);
    expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, true]);
  });

  it("[NET-6] answers zero for a wallet that was never bound, until it enrols", async () => {
    const { core, scope, sponsor, newcomer, address } = await openStage();
    for (const nobody of [newcomer.address, ZeroAddress, address]) {
      expect(await core.idOf(nobody)).to.deep.equal([0n, false]);
    }
    await core.connect(newcomer).enrol(...(await invite(scope, sponsor)));
    expect(await core.idOf(newcomer.address)).to.deep.equal([4n, true]);
  });

  it("[NET-6] still answers the id of a wallet that was moved away from, as no longer current", async () => {
    const { core, seller, address, networkHelpers } = await openStage();
    await networkHelpers.setStorageAt(address, walletSlot(seller.address), toBeHex(SELLER_ID, 32));
    expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, false]);
  });

  it("does not ask whether the programme is open or paused", async () => {
    const { core, operator, seller } = await openStage();
    await core.connect(operator).setPaused(true);
    expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, true]);
  });
});
