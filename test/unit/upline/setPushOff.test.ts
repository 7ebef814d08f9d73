import { expect } from "chai";
import { COMPANY } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, type Market, type Member, openLine } from "../../helpers/market.ts";

describe("setPushOff", () => {
  const loaded = fixture(() => openLine(1));
  let market: Market;
  let owner: Member;

  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    owner = line[0]!;
  });

  afterEach(() => expectConserved(market));

  const setPushOff = ({ wallet }: Member, off: boolean) => market.core.connect(wallet).setPushOff(off);

  it("[PAY-2] switches pushes to the caller off and on, and tells it", async () => {
    await expect(setPushOff(owner, true)).to.emit(market.core, "PushSwitched").withArgs(owner.id, true);
    await expect(setPushOff(owner, false)).to.emit(market.core, "PushSwitched").withArgs(owner.id, false);
  });

  it("is refused if nothing would change", async () => {
    await expect(setPushOff(owner, false))
      .to.be.revertedWithCustomError(market.core, "PushUnchanged")
      .withArgs(owner.id, false);
    await setPushOff(owner, true);
    await expect(setPushOff(owner, true))
      .to.be.revertedWithCustomError(market.core, "PushUnchanged")
      .withArgs(owner.id, true);
  });

  it("[PAY-2] is refused to the company, which is never pushed to", async () => {
    for (const off of [true, false]) {
      await expect(setPushOff(market.company, off))
        .to.be.revertedWithCustomError(market.core, "PushUnchanged")
        .withArgs(COMPANY, off);
    }
  });

  it("is refused to a wallet without a number", async () => {
    await expect(market.core.connect(market.stranger).setPushOff(true))
      .to.be.revertedWithCustomError(market.core, "WalletNotBound")
      .withArgs(market.stranger, 0n);
  });

  it("[PAY-3] changes no balance, and stays through sales and claims", async () => {
    await market.buy(owner, FINAL);
    await setPushOff(owner, true);
    expect(await market.core.balanceOf(owner.id)).to.equal(35_000_000n);
    await market.buy(owner, FINAL);
    await market.core.connect(owner.wallet).claim();
    await market.startPeriod(2n);
    await market.setRanks([owner, 3]);
    await market.buy(owner, FINAL);
    await market.core.push([owner.wallet]);
    expect(await market.core.balanceOf(owner.id)).to.equal(35_000_000n);
    expect(await market.token.balanceOf(owner.wallet)).to.equal(70_000_000n);
  });
});
