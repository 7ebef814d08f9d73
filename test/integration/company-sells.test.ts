import { expect } from "chai";
import { COMPANY } from "../../packages/protocol/src/index.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ESCROWED, FINAL, openLine } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";

describe("the company as a seller", () => {
  it("[SALE-10] [PAY-4] keeps everything of its own sales but the pool's share, and takes no level", async () => {
    const { market, line } = await openLine(1, { plan: plan({ poolShare: 200, threshold: 1n }) });
    const { core, company } = market;
    const seller = line[0]!;

    // To a customer, to a distributor, and for several at once: 1 token of 50 is the pool's.
    await market.buy(company, FINAL);
    await market.buy(company, FINAL, { buyer: seller.wallet.address });
    await market.buy(company, FINAL, { quantity: 3n });
    expect(await core.balanceOf(COMPANY)).to.equal(495_000_000n);
    expect(await core.poolBalance()).to.equal(5_000_000n);

    // In escrow and back.
    const sale = await market.escrow(company, ESCROWED);
    expect(await core.balanceOf(COMPANY)).to.equal(495_000_000n);
    await market.passWindows();
    await market.settle(sale);
    expect(await core.balanceOf(COMPANY)).to.equal(594_000_000n);

    // A frontline distributor's levels above him end at the company, which takes what is left, never a level.
    const { credits, company: rest } = await market.buy(seller, FINAL);
    expect(credits).to.deep.equal([{ id: seller.id, amount: 30_000_000n }]);
    expect(rest).to.equal(69_000_000n);

    // To itself, at wholesale, without the pool's share.
    await market.fund(company.wallet, 70_000_000n);
    const own = await market.buy(company, FINAL, { payer: company.wallet });
    expect(own).to.deep.include({ kind: "personal", total: 70_000_000n, company: 70_000_000n, pool: 0n });

    await core.connect(company.wallet).claim();
    expect(await market.token.balanceOf(company.wallet)).to.equal(733_000_000n);
    await expectConserved(market);
  });
});
