import { expect } from "chai";
import { BOXED, openStage, product, sku, unopenedStage } from "../../helpers/stage.ts";

describe("Catalogue.lastProduct", () => {
  it("[CAT-3] is 0 before there is a product, and counts up from 1", async () => {
    const { core, operator } = await unopenedStage();
    expect(await core.lastProduct()).to.equal(0n);
    expect(await core.connect(operator).addProducts.staticCall([product()], [sku("A")])).to.equal(1n);
    await core.connect(operator).addProducts([product()], [sku("A")]);
    expect(await core.lastProduct()).to.equal(1n);
  });

  it("[CAT-3] counts a batch whole, and a batch that failed not at all", async () => {
    const { core, operator } = await openStage();
    expect(await core.lastProduct()).to.equal(BOXED);
    await core.connect(operator).addProducts([product(), product()], [sku("A"), sku("B")]);
    expect(await core.lastProduct()).to.equal(BOXED + 2n);
    await expect(
      core.connect(operator).addProducts([product(), product({ retail: 0n })], [sku("A"), sku("B")]),
    ).to.be.revertedWithCustomError(core, "ProductPricesInvalid");
    expect(await core.lastProduct()).to.equal(BOXED + 2n);
  });

  it("[CAT-4] does not notice whether products are closed", async () => {
    const { core, operator } = await openStage();
    await core.connect(operator).setProductsClosed([BOXED], true);
    expect(await core.lastProduct()).to.equal(BOXED);
  });
});
