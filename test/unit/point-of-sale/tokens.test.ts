import { expect } from "chai";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { GOODS, MAX_AMOUNT, type Market, UNIT } from "../../helpers/market.ts";
import { openTill, PAID, type Till } from "../../helpers/records.ts";

const TOTAL = 2n * PAID;

describe("recordSales, with a token that misbehaves", () => {
  let market: Market;
  let till: Till;

  afterEach(() => till.expectSound());

  /** That the batch fails as a whole and that its number is free again. */
  const refused = (name: string, ...args: readonly unknown[]) =>
    till.expectRefused(() => till.record([till.sale(), till.sale(GOODS)]), name, ...args);

  const feeToken = fixture(() => openTill({ token: "FeeOnTransferToken", tokenArguments: () => [0] }));
  it("[POS-1] [SALE-6] records nothing if a fee is kept", async () => {
    ({ market, till } = await feeToken());
    const token = await market.ethers.getContractAt("FeeOnTransferToken", market.token);
    await token.setFee(1n);
    await refused("TokenAmountWrong", TOTAL - TOTAL / 10_000n, TOTAL);
    await token.setFee(0n);
    expect((await till.placed([till.sale()])).length).to.equal(1);
  });

  const liar = fixture(() => openTill({ token: "LiarToken" }));
  it("[POS-1] [SALE-6] records nothing that was not paid", async () => {
    ({ market, till } = await liar());
    const token = await market.ethers.getContractAt("LiarToken", market.token);
    await token.setLying(true);
    await refused("TokenAmountWrong", 0n, TOTAL);
  });

  const falseToken = fixture(() => openTill({ token: "FalseReturnToken" }));
  it("[POS-1] [SALE-6] records nothing if the token answers false", async () => {
    ({ market, till } = await falseToken());
    const token = await market.ethers.getContractAt("FalseReturnToken", market.token);
    await token.setFailing(true);
    await refused("SafeERC20FailedOperation", await market.token.getAddress());
  });

  const unreadable = fixture(() => openTill({ token: "BalanceRevertingToken" }));
  it("[POS-1] [SALE-6] records nothing if the token does not tell the balance", async () => {
    ({ market, till } = await unreadable());
    const token = await market.ethers.getContractAt("BalanceRevertingToken", market.token);
    await token.setUnreadable(true);
    await refused("TokenUnreadable", await market.token.getAddress());
    await token.setUnreadable(false);
  });

  const stablecoin = fixture(() =>
    openTill({ token: "TestStablecoin", tokenArguments: (deployer: string) => [deployer] }),
  );
  it("[POS-1] records nothing if the token is paused or the recorder barred, but a batch without any sale", async () => {
    ({ market, till } = await stablecoin());
    const token = await market.ethers.getContractAt("TestStablecoin", market.token);
    await token.pause();
    await expect(till.record([till.sale()])).to.be.revertedWithCustomError(token, "EnforcedPause");
    await till.record([], 1n);
    await token.unpause();
    await token.blacklist(till.clerk);
    await expect(till.record([till.sale()]))
      .to.be.revertedWithCustomError(token, "TestStablecoinBlacklisted")
      .withArgs(till.clerk.address);
    expect(await market.core.lastBatch(till.clerk)).to.equal(1n);
  });

  const nothingReturned = fixture(() => openTill({ token: "NoReturnToken" }));
  it("[POS-1] records with a token that returns nothing", async () => {
    ({ market, till } = await nothingReturned());
    const [sale] = await till.placed([till.sale()]);
    expect(sale?.total).to.equal(PAID);
  });

  const plain = fixture(() => openTill());
  it("[POS-1] [SALE-6] records up to the most that the core can hold, and nothing beyond", async () => {
    ({ market, till } = await plain());
    await market.token.mint(till.clerk, MAX_AMOUNT);
    const dear = await market.addProduct({ retail: 2n ** 80n - 1n, wholesale: 0n, volume: 0n });
    const unitPrice = 2n ** 80n - 1n;
    const most = till.sale(dear, { quantity: 2n ** 16n, unitPrice });
    const rest = MAX_AMOUNT - 2n ** 16n * unitPrice;
    await till.expectRefused(
      () => till.record([most, till.sale(UNIT, { quantity: rest + 1n, unitPrice: 1n })]),
      "TokenBalanceTooLarge",
      MAX_AMOUNT + 1n,
      MAX_AMOUNT,
    );
    const events = await eventsOf(market, till.record([most, till.sale(UNIT, { quantity: rest, unitPrice: 1n })]));
    expect(events.at(-1)).to.deep.equal(["BatchRecorded", 1n, till.clerk.address, 2n, MAX_AMOUNT]);
    expect(await market.token.balanceOf(market.address)).to.equal(MAX_AMOUNT);
  });
});
