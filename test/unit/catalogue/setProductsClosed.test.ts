import { expect } from "chai";
import {
  BOXED,
  FINAL,
  fields,
  openStage,
  order,
  placeInEscrow,
  RETURN_WINDOW,
  RETURNABLE,
  type Stage,
} from "../../helpers/stage.ts";

describe("Catalogue.setProductsClosed", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];
  let buyer: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
    buyer = core.connect(stage.buyer);
  });

  const closed = async () => Promise.all([FINAL, RETURNABLE, BOXED].map(async (id) => (await core.product(id)).closed));

  describe("to close", () => {
    it("[CAT-4] closes each product and tells so in order", async () => {
      const receipt = await (await operator.setProductsClosed([BOXED, FINAL], true)).wait();
      const events = receipt!.logs.map((log) => core.interface.parseLog(log)!);
      expect(events.map(({ name, args }) => [name, ...args])).to.deep.equal([
        ["ProductClosed", BOXED, true],
        ["ProductClosed", FINAL, true],
      ]);
      expect(await closed()).to.deep.equal([true, false, true]);
    });

    it("[CAT-4] stops its sale at once, by purchase, for somebody else, and in a quote", async () => {
      await operator.setProductsClosed([FINAL], true);
      for (const attempt of [
        () => buyer.buy(order(FINAL)),
        () => buyer.buyFor(stage.stranger.address, order(FINAL)),
        () => core.quote(stage.buyer.address, order(FINAL)),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(core, "ProductIsClosed").withArgs(FINAL);
      }
    });

    it("[CAT-4] stops every order that it is a part of, and no other", async () => {
      const lines = [RETURNABLE, FINAL].map((product) => ({ product, quantity: 1n }));
      await operator.setProductsClosed([FINAL], true);
      await buyer.buy(order(RETURNABLE));
      await expect(buyer.buy(order(FINAL, { lines: [{ product: FINAL, quantity: 2n }, ...lines] })))
        .to.be.revertedWithCustomError(core, "ProductIsClosed")
        .withArgs(FINAL);
      await expect(buyer.buy(order(FINAL, { lines }))).to.be.revertedWithCustomError(core, "ProductIsClosed");
    });

    it("[CAT-4] is not noticed by a sale that was placed before", async () => {
      const sale = await placeInEscrow(stage);
      const before = await core.balanceOf(3n);
      await operator.setProductsClosed([RETURNABLE], true);
      await stage.networkHelpers.time.increase(RETURN_WINDOW);
      await expect(core.settle(sale)).to.emit(core, "SalesSettled");
      expect(await core.balanceOf(3n)).to.equal(before + 8_000_000n);
    });

    it("[CAT-1] changes no term of a product", async () => {
      const terms = async () => fields((await core.product(BOXED)).terms);
      const before = await terms();
      await operator.setProductsClosed([BOXED], true);
      expect(await terms()).to.deep.equal(before);
      await operator.setProductsClosed([BOXED], false);
      expect(await terms()).to.deep.equal(before);
    });

    it("[CAT-4] refuses what is closed already, a product named twice included", async () => {
      await expect(operator.setProductsClosed([FINAL, FINAL], true))
        .to.be.revertedWithCustomError(core, "ProductUnchanged")
        .withArgs(FINAL, true);
      await operator.setProductsClosed([FINAL], true);
      await expect(operator.setProductsClosed([RETURNABLE, FINAL], true))
        .to.be.revertedWithCustomError(core, "ProductUnchanged")
        .withArgs(FINAL, true);
      expect(await closed()).to.deep.equal([true, false, false]);
    });
  });

  describe("to reopen", () => {
    it("[CAT-4] lets it be sold again, on the terms that it had", async () => {
      await operator.setProductsClosed([FINAL], true);
      await expect(operator.setProductsClosed([FINAL], false))
        .to.emit(core, "ProductClosed")
        .withArgs(FINAL, false);
      expect(await closed()).to.deep.equal([false, false, false]);
      await expect(buyer.buy(order(FINAL))).to.emit(core, "SaleFinal");
    });

    it("[CAT-4] refuses what is open already", async () => {
      await expect(operator.setProductsClosed([FINAL], false))
        .to.be.revertedWithCustomError(core, "ProductUnchanged")
        .withArgs(FINAL, false);
    });
  });

  it("refuses products that there are not", async () => {
    for (const number of [0n, BOXED + 1n, 2n ** 32n + FINAL, 2n ** 256n - 1n]) {
      await expect(operator.setProductsClosed([FINAL, number], true))
        .to.be.revertedWithCustomError(core, "ProductUnknown")
        .withArgs(number, BOXED);
    }
    expect(await closed()).to.deep.equal([false, false, false]);
  });

  it("may be asked for nothing", async () => {
    const head = await core.journalHead();
    await operator.setProductsClosed([], true);
    expect(await core.journalHead()).to.equal(head);
  });

  it("[ROLE-1] refuses everybody without the catalogue role", async () => {
    for (const caller of [stage.admin, stage.treasury, stage.seller, stage.stranger]) {
      await expect(core.connect(caller).setProductsClosed([FINAL], true))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.CATALOGUE_ROLE());
    }
  });
});
