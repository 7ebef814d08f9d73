import { expect } from "chai";
import { expectConserved } from "../helpers/ledger.ts";
import { FINAL, type Member, openMarket } from "../helpers/market.ts";
import { Compression, plan } from "../helpers/programme.ts";

const ONE = 1_000_000n;

describe("a team over three periods", () => {
  it("[ACT-1] [COMM-5] [RANK-1] [SETTLE-3] earns what each period's activity and ranks give", async () => {
    // 10 % for the seller, 8 % and 5 % for two levels above, the second only for rank 1 and more. Active is who sold a
    // CV of 100 tokens, two products, in the period before.
    const market = await openMarket({
      plan: plan({
        rates: [1000, 800, 500],
        openRanks: [0, 0, 1],
        threshold: 100n * ONE,
        compression: Compression.Dynamic,
      }),
    });
    const { company } = market;
    // Anna leads Bert and Cleo; Bert leads Dina.
    const anna = await market.enrol(company);
    const bert = await market.enrol(anna);
    const cleo = await market.enrol(anna);
    const dina = await market.enrol(bert);
    const team = [anna, bert, cleo, dina];
    const earned = async (...members: Member[]) => (await market.balancesOf(...members)).map((units) => units / ONE);

    // Period 1, of their enrolment: all are active, none has a rank. Dina and Cleo sell three each: 90 profit and 15
    // for level 0; 12 for Bert by Dina, 12 for Anna by Cleo. Anna's second level by Dina needs a rank.
    for (const seller of [dina, cleo]) await market.buy(seller, FINAL, { quantity: 3n });
    expect(await earned(...team)).to.deep.equal([12n, 12n, 105n, 105n]);
    expect(await market.core.balanceOf(company.id)).to.equal(600n * ONE - 234n * ONE);
    // Bert places two that are settled in the next period, which make him active only after it.
    const waiting = await market.escrow(bert, 2n, { quantity: 2n });
    await market.setRanks([anna, 1]);
    await expectConserved(market);

    // Period 2: Dina and Cleo are active by their sales, Anna and Bert are not. Dina sells one: 30 + 5 for her; nobody
    // above is active, so that both levels are breakage. Bert's two are settled as they were placed: 60 + 10 for him and
    // 8 for Anna, who was active then.
    await market.startPeriod();
    const sale = await market.buy(dina, FINAL);
    expect(sale.credits).to.deep.equal([{ id: dina.id, amount: 35n * ONE }]);
    await market.settle(waiting);
    await market.buy(anna, FINAL, { quantity: 2n });
    expect(await earned(...team)).to.deep.equal([12n + 8n + 60n, 12n + 70n, 105n, 140n]);
    await expectConserved(market);

    // Period 3: Anna and Bert are active, Cleo and Dina are not. Dina sells ten: 300 profit and no level 0; Bert has
    // level 1, 40, Anna, of rank 1 by now, level 2, 25. Cleo sells one: 30, and 4 for Anna.
    await market.startPeriod();
    await market.buy(dina, FINAL, { quantity: 10n });
    await market.buy(cleo, FINAL);
    expect(await earned(...team)).to.deep.equal([80n + 25n + 4n, 82n + 40n, 135n, 440n]);
    await expectConserved(market);

    // Everybody is paid, and the company keeps the rest of what 22 products brought.
    await market.core.push(team.map(({ wallet }) => wallet));
    const paid = await Promise.all(team.map(({ wallet }) => market.token.balanceOf(wallet)));
    expect(paid).to.deep.equal([109n, 122n, 135n, 440n].map((amount) => amount * ONE));
    expect(await market.core.balanceOf(company.id)).to.equal(2_200n * ONE - 806n * ONE);
    await expectConserved(market);
  });
});
