import { expect } from "chai";
import { plan as testPlan } from "../../../test/helpers/programme.ts";
import { DOWNLOAD, openShop, order, type Shop } from "./helpers/shop.ts";

const EVIDENCE = `0x${"0e".repeat(32)}`;

/** A shop whose line, ids 2 to 5, has these ranks; the seller is 5, whose uplines are 4, 3 and 2. */
async function ranked(plan: Parameters<typeof testPlan>[0], ranks: readonly number[]): Promise<Shop> {
  const shop = await openShop({ plan: testPlan(plan) });
  const changes = ranks.map((rank, i) => ({ id: i + 2, rank }));
  await shop.core.connect(shop.operator).setRanks(changes, EVIDENCE);
  await shop.networkHelpers.time.increase(30 * 24 * 60 * 60);
  return shop;
}

// A sale of 20 tokens, wholesale 13, CV 10.
describe("quote of a plan that pays by rank", () => {
  const rankRates = [100, 300, 600, 1000];

  it("says who gets how much for his rank above those below him, and whose rank makes no difference", async () => {
    // Ranks: 2 has 3, 3 has 1, 4 has 2, the seller 5 has 1.
    const shop = await ranked({ rates: [], rankRates }, [3, 1, 2, 1]);
    const { quote, sentences } = await shop.client.explainedQuote(shop.buyer.address, order(5n, DOWNLOAD));
    expect(sentences).to.deep.equal([
      "The buyer pays 20.00 TUSD; its commissionable volume (CV) is 10.00 TUSD.",
      "Level 0, the seller, distributor 5: 7.30 TUSD = retail profit 7.00 TUSD + 0.30 TUSD for his rank, above the highest below him.",
      "Level 1, distributor 4: 0.30 TUSD for his rank, above the highest below him.",
      "Level 3, distributor 2: 0.40 TUSD for his rank, above the highest below him.",
      "Level 2, distributor 3: nothing for the rank, whose rate is not above the highest below.",
      "Company: 12.00 TUSD, all that is left.",
    ]);
    expect(quote.credits.map(({ level, id, amount, differential }) => [level, id, amount, differential])).to.deep.equal(
      [
        [0n, 5n, 7_300_000n, 300_000n],
        [1n, 4n, 300_000n, 300_000n],
        [3n, 2n, 400_000n, 400_000n],
      ],
    );
    expect(quote.skipped).to.deep.equal([{ level: 2n, id: 3n, reason: "noDifference" }]);

    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD), { approve: true });
    const [sale] = await shop.client.placedSales();
    expect(sale!.credits).to.deep.equal(quote.credits.map(({ id, amount }) => ({ id, amount })));
  });

  it("says both parts of a hybrid", async () => {
    const shop = await ranked({ rates: [1000, 800], rankRates }, [3, 1, 2, 1]);
    const { quote, sentences } = await shop.client.explainedQuote(shop.buyer.address, order(5n, DOWNLOAD));
    expect(sentences.slice(1, -1)).to.deep.equal([
      "Level 0, the seller, distributor 5: 8.30 TUSD = retail profit 7.00 TUSD + 1.00 TUSD, which is 10 % of the CV + 0.30 TUSD for his rank, above the highest below him.",
      "Level 1, distributor 4: 1.10 TUSD = 0.80 TUSD, which is 8 % of the CV + 0.30 TUSD for his rank, above the highest below him.",
      "Level 3, distributor 2: 0.40 TUSD for his rank, above the highest below him.",
      "Level 2, distributor 3: nothing for the rank, whose rate is not above the highest below.",
    ]);
    const parts = quote.credits.reduce((sum, { amount }) => sum + amount, quote.pool + quote.company);
    expect(parts).to.equal(quote.total);
    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD), { approve: true });
    const [sale] = await shop.client.placedSales();
    expect(sale!.credits).to.deep.equal(quote.credits.map(({ id, amount }) => ({ id, amount })));
  });

  it("says who is not active in neither family", async () => {
    const shop = await ranked({ rates: [], rankRates, threshold: 1n }, [3, 1, 2, 1]);
    const { quote, sentences } = await shop.client.explainedQuote(shop.buyer.address, order(5n, DOWNLOAD));
    expect(quote.skipped.map(({ id, reason }) => [id, reason])).to.deep.equal(
      [5n, 4n, 3n, 2n].map((id) => [id, "inactive"]),
    );
    expect(sentences[2]).to.equal("Level 0, distributor 5: nothing, not active in this period.");
  });
});
