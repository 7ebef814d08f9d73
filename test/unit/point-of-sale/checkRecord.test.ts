import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, FINAL, GOODS, MAX_PRICE, type Market, UNIT } from "../../helpers/market.ts";
import { deployUnopened } from "../../helpers/programme.ts";
import { openTill, PAID, type Till } from "../../helpers/records.ts";
import { BAD_RECORDS } from "./bad-records.ts";

describe("checkRecord", () => {
  const loaded = fixture(openTill);
  let market: Market;
  let till: Till;

  beforeEach(async () => {
    ({ market, till } = await loaded());
  });

  it("[POS-9] tells what recording a sale costs, and then it costs that", async () => {
    const lines = [1n, 2n].map((quantity) => ({ product: GOODS, quantity }));
    for (const sale of [
      till.sale(),
      till.sale(GOODS, { lines, unitPrices: [70_000_000n, 120_000_000n] }),
      till.sale(ESCROWED, { quantity: 12n, seller: 1n }),
      till.sale(UNIT, { quantity: 2n ** 32n - 1n, unitPrice: 1n }),
    ]) {
      const total = await market.core.checkRecord(sale);
      const [placed] = await till.placed([sale]);
      expect(placed?.total).to.equal(total);
    }
    expect(await market.core.checkRecord(till.sale(FINAL, { quantity: 3n }))).to.equal(3n * PAID);
  });

  it("[POS-9] passes at the limit of the order", async () => {
    expect(await market.core.checkRecord(till.sale(FINAL, { maxTotal: PAID }))).to.equal(PAID);
  });

  it("[POS-9] tells a total that nobody could pay, 255 lines of the dearest", async () => {
    const product = await market.addProduct({ retail: MAX_PRICE, wholesale: 0n, volume: 0n });
    const lines = Array.from({ length: 255 }, () => ({ product, quantity: 257n }));
    const total = 255n * 257n * MAX_PRICE;
    expect(total).to.equal((2n ** 16n - 1n) * MAX_PRICE);
    expect(await market.core.checkRecord(till.sale(product, { lines, unitPrice: MAX_PRICE }))).to.equal(total);
  });

  describe("tells why it would be passed over", () => {
    for (const [name, make] of Object.entries(BAD_RECORDS)) {
      it(`[POS-9] ${name}`, async () => {
        await market.core.setProductsClosed([ESCROWED], true);
        const { sale, error } = make(till);
        const [reason, ...args] = error;
        await expect(market.core.checkRecord(sale))
          .to.be.revertedWithCustomError(market.core, reason)
          .withArgs(...args);
      });
    }

    it("[POS-8] [POS-9] while the programme is paused or not open", async () => {
      await market.core.setPaused(true);
      await expect(market.core.checkRecord(till.sale())).to.be.revertedWithCustomError(market.core, "ProgrammePaused");
      const { core } = await deployUnopened();
      await expect(core.checkRecord(till.sale())).to.be.revertedWithCustomError(core, "ProgrammeNotOpen");
    });
  });

  it("[POS-9] is open to everybody, and changes nothing, even if it is sent", async () => {
    const data = market.core.interface.encodeFunctionData("checkRecord", [till.sale()]);
    const head = await market.core.journalHead();
    const sent = await market.stranger.sendTransaction({ to: market.address, data });
    expect((await sent.wait())?.logs).to.deep.equal([]);
    expect(await market.core.journalHead()).to.equal(head);
    expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
  });
});
