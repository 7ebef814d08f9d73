import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  BOXED,
  FINAL,
  fields,
  openStage,
  PRICES,
  RETURN_WINDOW,
  RETURNABLE,
  unopenedStage,
} from "../../helpers/stage.ts";

describe("Catalogue.product", () => {
  it("[CAT-1] answers the terms that a product was added with, and that it is open", async () => {
    const { core, arbiter } = await openStage();
    const automatic = { ...PRICES, kind: 0n, arbiter: ZeroAddress };
    const expected = new Map([
      [FINAL, { ...automatic, window: 0n }],
      [RETURNABLE, { ...automatic, window: RETURN_WINDOW }],
      [BOXED, { ...PRICES, window: RETURN_WINDOW, kind: 1n, arbiter: arbiter.address }],
    ]);
    for (const [number, terms] of expected) {
      const answer = await core.product(number);
      expect(fields(answer.terms)).to.deep.equal(terms);
      expect(answer.closed).to.equal(false);
    }
  });

  it("[CAT-4] answers that it is closed, with the same terms", async () => {
    const { core, operator } = await openStage();
    const { terms } = await core.product(BOXED);
    await core.connect(operator).setProductsClosed([BOXED], true);
    const answer = await core.product(BOXED);
    expect(answer.closed).to.equal(true);
    expect(answer.terms).to.deep.equal(terms);
  });

  it("refuses a number that no product has", async () => {
    const { core } = await openStage();
    for (const number of [0n, BOXED + 1n, 2n ** 32n, 2n ** 32n + FINAL, 2n ** 256n - 1n]) {
      await expect(core.product(number)).to.be.revertedWithCustomError(core, "ProductUnknown").withArgs(number, BOXED);
    }
  });

  it("refuses every number before there is a product", async () => {
    const { core } = await unopenedStage();
    await expect(core.product(1n)).to.be.revertedWithCustomError(core, "ProductUnknown").withArgs(1n, 0n);
  });
});
