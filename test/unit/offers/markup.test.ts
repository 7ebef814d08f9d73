import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { FINAL, MAX_PRICE, UNIT } from "../../helpers/market.ts";
import { type OfferDesk, openOffers } from "../../helpers/offers.ts";

const RETAIL = 100_000_000n;
const WHOLESALE = 70_000_000n;

describe("the markup of a programme", () => {
  const without = fixture(() => openOffers({ markup: 0 }));
  const most = fixture(() => openOffers({ markup: 10_000 }));
  const oneBasisPoint = fixture(() => openOffers({ markup: 1 }));
  let desk: OfferDesk;

  afterEach(() => desk.expectSound());

  const expectTooDear = (product: bigint, unitPrice: bigint, wholesale: bigint, highest: bigint) =>
    desk.expectOfferRefused(
      desk.offer({ product, unitPrice }),
      {},
      "OrderPriceInvalid",
      0n,
      unitPrice,
      wholesale,
      highest,
    );

  it("[OFFER-2] of 0 lets nobody ask more than retail", async () => {
    ({ desk } = await without());
    expect((await desk.use(desk.offer({ unitPrice: RETAIL }))).total).to.equal(RETAIL);
    await expectTooDear(FINAL, RETAIL + 1n, WHOLESALE, RETAIL);
  });

  it("[OFFER-2] of 0 lets everybody ask less", async () => {
    ({ desk } = await without());
    expect((await desk.use(desk.offer({ unitPrice: WHOLESALE }))).total).to.equal(WHOLESALE);
  });

  it("[OFFER-2] of one basis point is that of the retail price, rounded down", async () => {
    ({ desk } = await oneBasisPoint());
    expect((await desk.use(desk.offer({ unitPrice: 100_010_000n }))).profit).to.equal(30_010_000n);
    await expectTooDear(FINAL, 100_010_001n, WHOLESALE, 100_010_000n);
    await expectTooDear(UNIT, 2n, 1n, 1n);
  });

  it("[OFFER-2] of as much again lets a seller ask twice the retail price", async () => {
    ({ desk } = await most());
    expect((await desk.use(desk.offer({ unitPrice: 2n * RETAIL }))).profit).to.equal(2n * RETAIL - WHOLESALE);
    await expectTooDear(FINAL, 2n * RETAIL + 1n, WHOLESALE, 2n * RETAIL);
    expect((await desk.use(desk.offer({ product: UNIT, unitPrice: 2n }))).total).to.equal(2n);
  });

  it("[OFFER-2] never lets a price beyond what a receipt holds", async () => {
    const { market, ...stage } = await most();
    ({ desk } = stage);
    const product = await market.addProduct({ retail: MAX_PRICE - 1n, wholesale: 0n, volume: 0n });
    const sale = await desk.use(desk.offer({ product, unitPrice: MAX_PRICE }));
    expect(sale).to.deep.include({ total: MAX_PRICE, profit: MAX_PRICE });
    expect(sale.lines[0]?.unitPrice).to.equal(MAX_PRICE);
  });
});
