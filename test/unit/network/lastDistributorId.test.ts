import { expect } from "chai";
import { consent, invite, openStage, SELLER_ID, unopenedStage } from "../../helpers/stage.ts";

describe("Network.lastDistributorId", () => {
  it("[NET-5] is 1, the company's, before anybody enrolled", async () => {
    const { core } = await unopenedStage();
    expect(await core.lastDistributorId()).to.equal(1n);
  });

  it("[NET-5] counts up by one with each enrolment, of either way", async () => {
    const { core, scope, sponsor, newcomer, extras } = await openStage();
    expect(await core.lastDistributorId()).to.equal(SELLER_ID);
    await core.connect(newcomer).enrol(...(await invite(scope, sponsor)));
    expect(await core.lastDistributorId()).to.equal(4n);
    const own = await consent(scope, extras[0]!, newcomer.address);
    await core.enrolFor(...(await invite(scope, newcomer)), ...own);
    expect(await core.lastDistributorId()).to.equal(5n);
  });

  it("[NET-5] does not count an enrolment that failed", async () => {
    const { core, scope, sponsor, newcomer, stranger } = await openStage();
    const [invitation] = await invite(scope, sponsor);
    await expect(core.connect(newcomer).enrol(invitation, "0x")).to.be.revertedWithCustomError(
      core,
      "SignatureInvalid",
    );
    expect(await core.lastDistributorId()).to.equal(SELLER_ID);
    await core.connect(stranger).enrol(...(await invite(scope, sponsor)));
    expect(await core.idOf(stranger.address)).to.deep.equal([4n, true]);
  });
});
