import { expect } from "chai";
import { id as hashOf, MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import type { IPointOfSale } from "../../packages/protocol/src/contracts/Upline.ts";
import { ANY_WALLET, COMPANY, saleStruct, UplineClient } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { CAMPAIGN, prices, type Wallet, WINDOW } from "../helpers/market.ts";
import { deployProgramme } from "../helpers/programme.ts";

const ONE = 1_000_000n;
const FOREVER = 2n ** 40n - 1n;
/** At 100 retail and 70 wholesale, with a CV of 50: soap at once, a pan with two weeks to return it, a lamp no longer sold. */
const SOAP = 1n;
const PAN = 2n;
const LAMP = 3n;
const ANNA = 2n;
const BERT = 3n;

/** Anna and Bert sold at a fair, for cash; the company's clerk records the day's slips and funds them. */
async function afterTheFair() {
  const { core, token, networkHelpers, treasury, operator, others } = await deployProgramme();
  const [anna, bert] = others;
  if (!anna || !bert) throw new Error("the local network has too few accounts");
  const address = await core.getAddress();
  const client = (signer: Wallet) => UplineClient.connect(address, signer);
  const soap = { ...prices(ONE), window: 0n, kind: 0n, arbiter: ZeroAddress };
  await core.connect(operator).addProducts([soap, { ...soap, window: WINDOW }, soap], [ZeroHash, ZeroHash, ZeroHash]);
  await core.connect(operator).setProductsClosed([LAMP], true);
  for (const [sponsor, newcomer] of [
    [treasury, anna],
    [anna, bert],
  ] as const) {
    const { invitation, signature } = await client(sponsor).invite(ANY_WALLET, FOREVER);
    await client(newcomer).enrol(invitation, signature);
  }
  // The operator, who holds the record role, is the clerk; he has what was in the cash boxes.
  await token.mint(operator, 1_000n * ONE);
  await token.connect(operator).approve(address, MaxUint256);
  return { networkHelpers, core, token, client, treasury, anna, bert, clerk: operator };
}

/** A slip of paper: who sold how many of what, at how much a piece. */
function slip(seller: bigint, product: bigint, quantity: bigint, unitPrice: bigint): IPointOfSale.RecordedSaleStruct {
  const ref = hashOf(`slip of ${seller}`);
  const order = { seller, campaign: CAMPAIGN, ref, maxTotal: 500n * ONE, lines: [{ product, quantity }] };
  return { order, unitPrices: [unitPrice * ONE] };
}

/** Four good slips among five that are wrong, in the order of the day. */
const SLIPS = {
  "Bert sold two soaps": slip(BERT, SOAP, 2n, 90n),
  "the seller's number has a digit too many": slip(30n, SOAP, 1n, 100n),
  "Anna sold a pan": slip(ANNA, PAN, 1n, 110n),
  "nothing was sold": slip(BERT, SOAP, 0n, 100n),
  "a lamp": slip(BERT, LAMP, 1n, 100n),
  "the price lacks a zero": slip(BERT, SOAP, 1n, 10n),
  "the company sold a soap itself": slip(COMPANY, SOAP, 1n, 100n),
  "six where five is the most that a slip may come to": slip(BERT, SOAP, 6n, 100n),
  "Bert sold a pan": slip(BERT, PAN, 1n, 70n),
};
const BATCH = Object.values(SLIPS);
/** 180, 110, 100 and 70. */
const TOTAL = 460n * ONE;

describe("a poisoned batch at the point of sale", () => {
  const loaded = fixture(afterTheFair);
  let story: Awaited<ReturnType<typeof afterTheFair>>;

  beforeEach(async () => {
    story = await loaded();
  });

  const held = (wallet: Wallet) => story.token.balanceOf(wallet);
  const balances = () => Promise.all([BERT, ANNA, COMPANY].map((id) => story.core.balanceOf(id)));

  it("[POS-4] [POS-6] [POS-9] places what is good, and says of the rest what is wrong with each", async () => {
    const { client, clerk } = story;
    const { pointOfSale } = client(clerk);
    const checks = await Promise.all(BATCH.map((sale) => pointOfSale.check(sale)));
    await pointOfSale.record(1n, BATCH);
    const [batch, ...more] = await pointOfSale.batches();
    expect(more).to.deep.equal([]);
    expect(batch).to.deep.include({ batch: 1n, funder: clerk.address, placed: 4n, total: TOTAL });
    expect(batch?.skipped.map(({ index, why }) => [index, why?.name])).to.deep.equal([
      [1n, "DistributorUnknown"],
      [3n, "OrderQuantityInvalid"],
      [4n, "ProductIsClosed"],
      [5n, "OrderPriceInvalid"],
      [7n, "OrderTotalAboveLimit"],
    ]);
    // Whoever had asked before would have been told the same.
    const refused = checks.flatMap((check) => ("refused" in check ? [check.refused] : []));
    expect(batch?.skipped.map(({ why }) => why)).to.deep.equal(refused);
    const sum = checks.reduce((total, check) => ("total" in check ? total + check.total : total), 0n);
    expect(sum).to.equal(TOTAL);
    expect(await held(clerk)).to.equal(1_000n * ONE - TOTAL);
  });

  it("[POS-3] [SETTLE-1] pays everybody's profit and commissions, the pans' after two weeks", async () => {
    const { client, clerk, anna, bert, treasury, networkHelpers, core, token } = story;
    await client(clerk).pointOfSale.record(1n, BATCH);
    // Two soaps: 40 of profit and 10 % of 100 for Bert, 8 % for Anna.
    expect(await balances()).to.deep.equal([50n * ONE, 8n * ONE, 222n * ONE]);
    await networkHelpers.time.increase(WINDOW);
    await client(anna).settleDue();
    // Anna's pan: 40 and 5; Bert's: 5, and 4 for Anna.
    expect(await balances()).to.deep.equal([55n * ONE, 57n * ONE, 348n * ONE]);
    for (const wallet of [anna, bert, treasury]) await core.connect(wallet).claim();
    expect(await Promise.all([bert, anna, treasury].map(held))).to.deep.equal([55n * ONE, 57n * ONE, 348n * ONE]);
    expect(await token.balanceOf(core)).to.equal(0n);
  });

  it("[POS-5] is never recorded twice, however often it is sent; the mended slips come in the next", async () => {
    const { client, clerk, core } = story;
    const { pointOfSale } = client(clerk);
    await pointOfSale.record(1n, BATCH);
    const after = await balances();
    for (let times = 0; times < 2; ++times) {
      await expect(core.connect(clerk).recordSales(1n, BATCH))
        .to.be.revertedWithCustomError(core, "BatchOutOfStep")
        .withArgs(1n, 2n);
    }
    expect(await balances()).to.deep.equal(after);
    expect(await pointOfSale.lastBatch(clerk.address)).to.equal(1n);
    await pointOfSale.record(2n, [slip(BERT, SOAP, 1n, 100n)]);
    expect((await pointOfSale.batches()).map(({ batch, placed }) => [batch, placed])).to.deep.equal([
      [1n, 4n],
      [2n, 1n],
    ]);
    expect((await balances())[0]).to.equal((after[0] ?? 0n) + 35n * ONE);
  });

  it("[POS-7] and who brings a pan back to the fair is paid there: the clerk cancels the sale", async () => {
    const { client, clerk, core, bert, networkHelpers } = story;
    await client(clerk).pointOfSale.record(1n, BATCH);
    const [ofAnna, ofBert] = await client(clerk).escrowedSales();
    if (!ofAnna || !ofBert) throw new Error("the pans are missing");
    await expect(core.connect(bert).requestReturn(saleStruct(ofBert)))
      .to.be.revertedWithCustomError(core, "ReturnNotByBuyer")
      .withArgs(ofBert.id, bert.address, clerk.address);
    await core.connect(clerk).requestReturn(saleStruct(ofAnna));
    expect(await held(clerk)).to.equal(1_000n * ONE - TOTAL + 110n * ONE);
    await networkHelpers.time.increase(WINDOW);
    expect((await client(bert).settleDue()).map(({ id }) => id)).to.deep.equal([ofBert.id]);
    expect(await core.balanceOf(ANNA)).to.equal(12n * ONE);
  });
});
