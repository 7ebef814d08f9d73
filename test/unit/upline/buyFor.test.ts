import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { ESCROWED, FINAL, type Market, type Member, openLine, orderOf, type Wallet } from "../../helpers/market.ts";

describe("buyFor", () => {
  const loaded = fixture(() => openLine(2));
  let market: Market;
  let sponsor: Member;
  let seller: Member;
  /** Has no tokens. */
  let buyer: Wallet;

  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    [sponsor, seller] = line as [Member, Member];
    buyer = await market.wallet();
  });

  afterEach(() => expectConserved(market));

  it("[SALE-2] takes the price from the caller, and names buyer and payer", async () => {
    const sent = market.send(orderOf(seller.id, FINAL), { buyer: buyer.address });
    await expect(sent).to.changeTokenBalances(
      market.ethers,
      market.token,
      [market.customer, buyer, market.address],
      [-100_000_000n, 0n, 100_000_000n],
    );
    expect(await market.placed(sent)).to.deep.include({ buyer: buyer.address, payer: market.customer.address });
  });

  it("[SALE-2] [SALE-3] tells the kind by the buyer, whoever pays", async () => {
    const kindFor = async (member: { address: string }, payer: Wallet) =>
      (await market.buy(seller, FINAL, { buyer: member.address, payer })).kind;
    await market.fund(seller.wallet, 1_000_000_000n);
    expect(await kindFor(buyer, seller.wallet), "the seller pays for a customer").to.equal("retail");
    expect(await kindFor(seller.wallet, market.customer), "a customer pays for the seller").to.equal("personal");
    expect(await kindFor(sponsor.wallet, seller.wallet), "the seller pays for another").to.equal("distributor");
  });

  it("[SALE-2] [SALE-4] lets the price follow the buyer", async () => {
    const sale = await market.buy(seller, FINAL, { buyer: seller.wallet.address });
    expect(sale).to.deep.include({ kind: "personal", total: 70_000_000n, profit: 0n });
  });

  it("[SALE-2] pays as if the buyer had bought himself", async () => {
    const forBuyer = await market.buy(seller, FINAL, { buyer: buyer.address });
    await market.fund(buyer, 100_000_000n);
    const byBuyer = await market.buy(seller, FINAL, { payer: buyer });
    expect(forBuyer).to.deep.equal({ ...byBuyer, payer: market.customer.address });
  });

  it("[SALE-2] keeps buyer and payer apart in escrow", async () => {
    const head = await market.core.journalHead();
    const sale = await market.escrow(seller, ESCROWED, { buyer: buyer.address });
    expect(sale).to.deep.include({ id: head, buyer: buyer.address, payer: market.customer.address });
  });

  it("[SALE-14] returns the journal's head before its event", async () => {
    const head = await market.core.journalHead();
    const core = market.core.connect(market.customer);
    expect(await core.buyFor.staticCall(buyer, orderOf(seller.id, ESCROWED))).to.equal(head);
  });

  it("refuses the zero address and the core as buyer", async () => {
    for (const nobody of [ZeroAddress, market.address]) {
      await expect(market.send(orderOf(seller.id, FINAL), { buyer: nobody }))
        .to.be.revertedWithCustomError(market.core, "BuyerInvalid")
        .withArgs(nobody);
    }
  });

  it("[SALE-1] checks the order as `buy` does", async () => {
    await expect(market.send(orderOf(seller.id, FINAL, { maxTotal: 1n }), { buyer: buyer.address }))
      .to.be.revertedWithCustomError(market.core, "OrderTotalAboveLimit")
      .withArgs(100_000_000n, 1n);
    const cheap = orderOf(seller.id, FINAL, { maxTotal: 70_000_000n });
    expect((await market.placed(market.send(cheap, { buyer: seller.wallet.address }))).total).to.equal(70_000_000n);
  });
});
