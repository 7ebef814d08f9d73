import { expect } from "chai";
import { toBeHex } from "ethers";
import { COMPANY, distributorSlot } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, type Market, type Member, openLine } from "../../helpers/market.ts";

describe("balanceOf", () => {
  const loaded = fixture(() => openLine(2));
  let market: Market;
  let sponsor: Member;
  let seller: Member;
  let donated: bigint;

  beforeEach(async () => {
    donated = 0n;
    const { line, ...stage } = await loaded();
    market = stage.market;
    [sponsor, seller] = line as [Member, Member];
  });

  afterEach(() => expectConserved(market, donated));

  it("[SALE-11] is what sales paid, from their settlement on", async () => {
    await market.buy(seller, FINAL);
    expect(await market.balancesOf(sponsor, seller)).to.deep.equal([4_000_000n, 35_000_000n]);
    const sale = await market.escrow(seller);
    expect(await market.balancesOf(sponsor, seller)).to.deep.equal([4_000_000n, 35_000_000n]);
    await market.passWindows();
    await market.settle(sale);
    expect(await market.balancesOf(sponsor, seller)).to.deep.equal([8_000_000n, 70_000_000n]);
  });

  it("[PAY-4] is the company's share for id 1", async () => {
    await market.buy(seller, FINAL);
    expect(await market.core.balanceOf(COMPANY)).to.equal(61_000_000n);
    await market.buy(market.company, FINAL);
    expect(await market.core.balanceOf(COMPANY)).to.equal(161_000_000n);
  });

  it("[PAY-1] is 0 after a claim", async () => {
    await market.buy(seller, FINAL);
    await market.core.connect(seller.wallet).claim();
    await market.core.connect(market.company.wallet).claim();
    expect(await market.balancesOf(sponsor, seller, market.company)).to.deep.equal([4_000_000n, 0n, 0n]);
  });

  it("is 0 for ids that nobody has, however large", async () => {
    await market.buy(seller, FINAL);
    for (const id of [0n, 4n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 32n + seller.id, 2n ** 256n - 1n]) {
      expect(await market.core.balanceOf(id), `id ${id}`).to.equal(0n);
    }
  });

  it("is that of the last id that there can be, too", async () => {
    const last = 2n ** 32n - 1n;
    const word = toBeHex((7n << 32n) | 1n, 32);
    await market.networkHelpers.setStorageAt(market.address, distributorSlot(last), word);
    expect(await market.core.balanceOf(last)).to.equal(7n);
  });

  it("does not count tokens that were sent to the core without a sale", async () => {
    donated = 5n;
    await market.token.connect(market.customer).transfer(market.address, donated);
    await market.buy(seller, FINAL);
    expect(await market.balancesOf(sponsor, seller, market.company)).to.deep.equal([
      4_000_000n,
      35_000_000n,
      61_000_000n,
    ]);
  });
});
