import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { COMPANY } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, type Market, type Member, openLine, type Wallet } from "../../helpers/market.ts";

describe("claimTo", () => {
  const loaded = fixture(async () => {
    const stage = await openLine(2);
    await stage.market.buy(stage.line[1]!, FINAL);
    return stage;
  });
  let market: Market;
  let seller: Member;
  let recipient: Wallet;

  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    seller = line[1]!;
    recipient = await market.wallet();
  });

  afterEach(() => expectConserved(market));

  const claimTo = ({ wallet }: Member, to: string) => market.core.connect(wallet).claimTo(to);

  it("[PAY-1] pays the caller's whole balance to the address that he names", async () => {
    expect(await market.core.connect(seller.wallet).claimTo.staticCall(recipient)).to.equal(35_000_000n);
    const claimed = claimTo(seller, recipient.address);
    await expect(claimed).to.emit(market.core, "Paid").withArgs(seller.id, recipient, 35_000_000n);
    await expect(claimed).to.changeTokenBalances(
      market.ethers,
      market.token,
      [market.address, seller.wallet, recipient],
      [-35_000_000n, 0n, 35_000_000n],
    );
    expect(await market.core.balanceOf(seller.id)).to.equal(0n);
  });

  it("[PAY-4] pays the company's share", async () => {
    await claimTo(market.company, recipient.address);
    expect(await market.token.balanceOf(recipient)).to.equal(61_000_000n);
    expect(await market.core.balanceOf(COMPANY)).to.equal(0n);
  });

  it("[PAY-3] pays another distributor's wallet without touching his balance", async () => {
    await claimTo(seller, market.company.wallet.address);
    expect(await market.token.balanceOf(market.company.wallet)).to.equal(35_000_000n);
    expect(await market.core.balanceOf(COMPANY)).to.equal(61_000_000n);
  });

  it("refuses the zero address and the core as recipient", async () => {
    for (const nobody of [ZeroAddress, market.address]) {
      await expect(claimTo(seller, nobody))
        .to.be.revertedWithCustomError(market.core, "PayoutRecipientInvalid")
        .withArgs(nobody);
    }
  });

  it("is refused if nothing is due", async () => {
    await claimTo(seller, recipient.address);
    await expect(claimTo(seller, recipient.address))
      .to.be.revertedWithCustomError(market.core, "PayoutNothingDue")
      .withArgs(seller.id);
  });

  it("is refused to a wallet without a number, whomever it names", async () => {
    await expect(market.core.connect(recipient).claimTo(seller.wallet))
      .to.be.revertedWithCustomError(market.core, "WalletNotBound")
      .withArgs(recipient, 0n);
  });
});
