import { expect } from "chai";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { NOTICE } from "../../../../test/helpers/programme.ts";
import { ANY_WALLET, explainError } from "../../src/index.ts";
import { FOREVER, type LegacyShop, openLegacyShop, thrownBy } from "../helpers/shop.ts";

describe("UplineClient: the screen", () => {
  let shop: LegacyShop;
  const opened = fixture(() => openLegacyShop([]));

  beforeEach(async () => {
    shop = await opened();
  });

  const admin = () => shop.connect(shop.operator).screen;

  async function deploy() {
    const list = await shop.ethers.deployContract("MockSanctionsList");
    const screen = await shop.ethers.deployContract("SanctionsScreen", [await list.getAddress()]);
    return { list, address: await screen.getAddress() };
  }

  it("is named, set after the notice, and removed in the same way", async () => {
    expect(await shop.client.screen.state()).to.deep.equal({ screen: undefined, next: undefined });
    const { address } = await deploy();
    await admin().schedule(address);
    const from = BigInt((await shop.networkHelpers.time.latest()) + NOTICE);
    expect(await shop.client.screen.state()).to.deep.equal({ screen: undefined, next: { screen: address, from } });
    const early = explainError(await thrownBy(shop.connect(shop.stranger).screen.set()));
    expect(early.name).to.equal("ScreenNotDue");
    await shop.networkHelpers.time.increaseTo(from);
    await shop.connect(shop.stranger).screen.set();
    expect(await shop.client.screen.state()).to.deep.equal({ screen: address, next: undefined });

    await admin().schedule(undefined);
    const { next } = await shop.client.screen.state();
    expect(next!.screen).to.equal(undefined);
    await shop.networkHelpers.time.increaseTo(next!.from);
    await admin().set();
    expect(await shop.client.screen.state()).to.deep.equal({ screen: undefined, next: undefined });
  });

  it("is not set if it was withdrawn", async () => {
    await admin().schedule((await deploy()).address);
    await admin().cancel();
    expect(await shop.client.screen.state()).to.deep.equal({ screen: undefined, next: undefined });
    expect(explainError(await thrownBy(admin().set())).name).to.equal("ScreenNotScheduled");
  });

  it("refuses whom it lists, and whom it failed to answer about is told", async () => {
    const { list, address } = await deploy();
    await admin().schedule(address);
    await shop.networkHelpers.time.increase(NOTICE);
    await admin().set();
    const newcomer = shop.stranger;
    const { invitation, signature } = await shop.connect(shop.line[0]).invite(ANY_WALLET, FOREVER);
    await list.set(newcomer.address, true);
    const refused = explainError(await thrownBy(shop.connect(newcomer).enrol(invitation, signature)));
    expect(refused.sentence).to.equal(`The programme's screen refuses ${newcomer.address}, who is to enrol.`);
    expect(await shop.client.screen.failures()).to.deep.equal([]);

    await list.setBroken(true);
    const sent = await shop.connect(newcomer).enrol(invitation, signature);
    expect(await shop.client.screen.failures()).to.deep.equal([
      {
        screen: address,
        account: newcomer.address,
        action: "enrol",
        block: (await sent.wait())!.blockNumber,
        transaction: sent.hash,
      },
    ]);
  });
});
