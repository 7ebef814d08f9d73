import { expect } from "chai";
import { toBeHex, ZeroHash } from "ethers";
import { distributorSlot, productSlot, SLOTS, walletSlot } from "../../../packages/protocol/src/index.ts";
import { FINAL, openStage, SELLER_ID } from "../../helpers/stage.ts";

describe("Upline.extsload", () => {
  it("[JRN-5] answers the raw words of any slots, in the order asked for", async () => {
    const { core, ethers, seller } = await openStage();
    const slots = [
      walletSlot(seller.address),
      SLOTS.counters,
      distributorSlot(SELLER_ID),
      SLOTS.accounts,
      productSlot(FINAL),
    ];
    const words = await Promise.all(slots.map((slot) => ethers.provider.getStorage(core, slot)));
    expect(new Set(words).size).to.equal(slots.length);
    expect(await core.extsload(slots)).to.deep.equal(words);
    expect(await core.extsload([...slots].reverse())).to.deep.equal(words.reverse());
  });

  it("answers one slot as often as it is asked for", async () => {
    const { core } = await openStage();
    const [word] = await core.extsload([SLOTS.counters]);
    expect(await core.extsload([SLOTS.counters, SLOTS.counters])).to.deep.equal([word, word]);
  });

  it("answers zero for a slot that was never written, the last of all too", async () => {
    const { core } = await openStage();
    expect(await core.extsload([distributorSlot(4_000_000_000n), toBeHex(2n ** 256n - 1n, 32)])).to.deep.equal([
      ZeroHash,
      ZeroHash,
    ]);
  });

  it("answers nothing for nothing", async () => {
    const { core } = await openStage();
    expect(await core.extsload([])).to.deep.equal([]);
  });
});
