import { expect } from "chai";
import { COMPANY, distributorSlot } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, type Market, type Member, openLine } from "../../helpers/market.ts";

describe("claim", () => {
  const loaded = fixture(() => openLine(2));
  let market: Market;
  let sponsor: Member;
  let seller: Member;

  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    [sponsor, seller] = line as [Member, Member];
  });

  afterEach(() => expectConserved(market));

  const claim = ({ wallet }: Member) => market.core.connect(wallet).claim();

  it("[PAY-1] pays the whole balance to the wallet, tells it, and leaves nothing", async () => {
    await market.buy(seller, FINAL);
    expect(await market.core.connect(seller.wallet).claim.staticCall()).to.equal(35_000_000n);
    const claimed = claim(seller);
    await expect(claimed).to.emit(market.core, "Paid").withArgs(seller.id, seller.wallet, 35_000_000n);
    await expect(claimed).to.changeTokenBalances(
      market.ethers,
      market.token,
      [market.address, seller.wallet],
      [-35_000_000n, 35_000_000n],
    );
    expect(await market.core.balanceOf(seller.id)).to.equal(0n);
  });

  it("[PAY-3] touches no other balance", async () => {
    await market.buy(seller, FINAL);
    await claim(seller);
    expect(await market.balancesOf(sponsor, market.company)).to.deep.equal([4_000_000n, 61_000_000n]);
  });

  it("[PAY-4] pays the company's share to its treasury", async () => {
    await market.buy(seller, FINAL);
    const claimed = claim(market.company);
    await expect(claimed).to.emit(market.core, "Paid").withArgs(COMPANY, market.company.wallet, 61_000_000n);
    expect(await market.token.balanceOf(market.company.wallet)).to.equal(61_000_000n);
    expect(await market.core.balanceOf(COMPANY)).to.equal(0n);
  });

  it("[PAY-4] leaves the journal's head as it was but for its event", async () => {
    await market.buy(seller, FINAL);
    const before = await market.core.journalHead();
    await claim(market.company);
    expect(await market.core.journalHead()).to.not.be.oneOf([before, 0n]);
  });

  it("is refused if nothing is due, also a second time", async () => {
    const expectNothing = (member: Member) =>
      expect(claim(member)).to.be.revertedWithCustomError(market.core, "PayoutNothingDue").withArgs(member.id);
    await expectNothing(seller);
    await expectNothing(market.company);
    await market.buy(seller, FINAL);
    await claim(seller);
    await expectNothing(seller);
  });

  it("is refused to a wallet without a number", async () => {
    await expect(market.core.connect(market.stranger).claim())
      .to.be.revertedWithCustomError(market.core, "WalletNotBound")
      .withArgs(market.stranger, 0n);
  });

  it("[PAY-1] pays again what came after it", async () => {
    for (const expected of [35_000_000n, 70_000_000n]) {
      await market.buy(seller, FINAL);
      await claim(seller);
      expect(await market.token.balanceOf(seller.wallet)).to.equal(expected);
    }
  });

  it("does not pay what is still in escrow", async () => {
    const sale = await market.escrow(seller);
    await expect(claim(seller)).to.be.revertedWithCustomError(market.core, "PayoutNothingDue").withArgs(seller.id);
    await market.passWindows();
    await market.settle(sale);
    await claim(seller);
    expect(await market.token.balanceOf(seller.wallet)).to.equal(35_000_000n);
  });

  it("[LIFE-3] goes on while the programme is paused, and with pushes off", async () => {
    await market.buy(seller, FINAL);
    await market.core.setPaused(true);
    await market.core.connect(seller.wallet).setPushOff(true);
    await claim(seller);
    expect(await market.token.balanceOf(seller.wallet)).to.equal(35_000_000n);
  });

  it("[PAY-3] changes nothing of the distributor but his balance", async () => {
    await market.setRanks([seller, 7]);
    await market.buy(seller, FINAL);
    const word = async () =>
      BigInt(await market.ethers.provider.getStorage(market.address, distributorSlot(seller.id)));
    const before = await word();
    await claim(seller);
    expect(await word()).to.equal(before - (35_000_000n << 32n));
  });
});
