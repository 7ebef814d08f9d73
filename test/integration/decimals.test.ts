import { expect } from "chai";
import { type ISales, saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ESCROWED, FINAL, openLine } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";

// 10, 8 and 5 % of a CV of 50 tokens, 0.5 % for the pool, 30 tokens of profit. With no decimals a part is rounded down
// to a whole token: 2.5 to 2, 0.25 to 0.
const SHARES = [
  { decimals: 0, seller: 35n, sponsor: 4n, top: 2n, pool: 0n },
  { decimals: 6, seller: 35_000_000n, sponsor: 4_000_000n, top: 2_500_000n, pool: 250_000n },
  { decimals: 8, seller: 3_500_000_000n, sponsor: 400_000_000n, top: 250_000_000n, pool: 25_000_000n },
  { decimals: 18, seller: 35n * 10n ** 18n, sponsor: 4n * 10n ** 18n, top: 25n * 10n ** 17n, pool: 25n * 10n ** 16n },
];

describe("a token", () => {
  for (const { decimals, seller: own, sponsor: above, top: highest, pool } of SHARES) {
    const loaded = fixture(() => openLine(3, { decimals, plan: plan({ poolShare: 50 }) }));

    it(`[SALE-7] [SETTLE-1] [PAY-1] of ${decimals} decimals pays the same shares, to the unit`, async () => {
      const { market, line } = await loaded();
      const [top, sponsor, seller] = [line[0]!, line[1]!, line[2]!];
      const total = 100n * market.one;
      const company = total - own - above - highest - pool;

      const final = await market.buy(seller, FINAL);
      const placed: ISales.SaleStruct = saleStruct(await market.escrow(seller, ESCROWED));
      expect(final).to.deep.include({ total, pool, company });
      expect(placed).to.deep.include({ total, pool, company });
      await expectConserved(market);

      await market.passWindows();
      await market.settle(placed);
      expect(await market.balancesOf(top, sponsor, seller, market.company)).to.deep.equal(
        [highest, above, own, company].map((amount) => 2n * amount),
      );
      expect(await market.core.poolBalance()).to.equal(2n * pool);
      await expectConserved(market);

      await market.core.connect(seller.wallet).claim();
      await market.core.push([sponsor.wallet, top.wallet]);
      await market.core.connect(market.company.wallet).claim();
      const wallets = [top, sponsor, seller, market.company].map(({ wallet }) => wallet);
      expect(await Promise.all(wallets.map((wallet) => market.token.balanceOf(wallet)))).to.deep.equal(
        [highest, above, own, company].map((amount) => 2n * amount),
      );
      expect(await market.token.balanceOf(market.address)).to.equal(2n * pool);
      await expectConserved(market);
    });
  }
});
