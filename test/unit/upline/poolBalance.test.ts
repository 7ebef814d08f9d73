import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, type Market, type Member, openLine, UNIT } from "../../helpers/market.ts";
import { plan } from "../../helpers/programme.ts";

describe("poolBalance", () => {
  const loaded = fixture(() => openLine(2, { plan: plan({ poolShare: 150 }) }));
  let market: Market;
  let seller: Member;

  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    seller = line[1]!;
  });

  afterEach(() => expectConserved(market));

  it("[SALE-7] is the share of every sale's CV, rounded down", async () => {
    await market.buy(seller, FINAL);
    expect(await market.core.poolBalance()).to.equal(750_000n);
    await market.buy(seller, UNIT, { quantity: 66n });
    expect(await market.core.poolBalance()).to.equal(750_000n);
    await market.buy(seller, UNIT, { quantity: 67n });
    expect(await market.core.poolBalance()).to.equal(750_001n);
  });

  it("[SALE-12] grows by an escrowed sale when it is settled", async () => {
    const sale = await market.escrow(seller);
    expect(await market.core.poolBalance()).to.equal(0n);
    await market.passWindows();
    await market.settle(sale);
    expect(await market.core.poolBalance()).to.equal(750_000n);
  });

  it("[SALE-10] grows by the company's own sales", async () => {
    await market.buy(market.company, FINAL);
    expect(await market.core.poolBalance()).to.equal(750_000n);
  });

  it("[PAY-3] is nothing that a claim could touch", async () => {
    await market.buy(seller, FINAL);
    for (const { wallet } of [seller, market.company]) await market.core.connect(wallet).claim();
    expect(await market.core.poolBalance()).to.equal(750_000n);
  });

  it("shares its slot with the run contract, which stays", async () => {
    await market.buy(seller, FINAL);
    const run = await market.impersonated(market.run);
    await market.core.connect(run).spendPool(market.stranger, 750_000n);
    expect(await market.core.poolBalance()).to.equal(0n);
    await expect(market.core.scheduleRun(market.run))
      .to.be.revertedWithCustomError(market.core, "RunAlreadySet")
      .withArgs(market.run);
  });
});
