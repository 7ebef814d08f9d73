import { expect } from "chai";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { FINAL, openLine, UNIT } from "../helpers/market.ts";
import { Compression, plan } from "../helpers/programme.ts";

/** What the second, third and fourth upline get when the first is inactive, and the company's part; of 50 tokens. */
const CASES = [
  { name: "none", rule: Compression.None, paid: [2_500_000n, 1_500_000n, 1_000_000n], company: 60_000_000n },
  { name: "standard", rule: Compression.Standard, paid: [4_000_000n, 2_500_000n, 1_500_000n], company: 57_000_000n },
  { name: "dynamic", rule: Compression.Dynamic, paid: [4_000_000n, 2_500_000n, 1_500_000n], company: 57_000_000n },
] as const;

describe("an upline who sold nothing in a period", () => {
  for (const { name, rule, paid, company } of CASES) {
    const terms = { threshold: 10n, compression: rule };
    const loaded = fixture(() => openLine(5, { plan: plan(terms) }));

    it(`[ACT-1] [COMM-2] gets nothing in the next one, and all again after it: compression ${name}`, async () => {
      const { market, line } = await loaded();
      const [fourth, third, second, idle, seller] = line;
      await market.setPlan(plan({ ...terms, rates: [] }));
      for (const member of [fourth, third, second, seller]) await market.buy(member!, UNIT, { quantity: 10n });
      await market.setPlan(plan(terms));
      const units = await market.core.balanceOf(1n);

      await market.startPeriod();
      await market.buy(seller!, FINAL);
      await market.buy(idle!, UNIT, { quantity: 10n });
      expect(await market.balancesOf(idle!, second!, third!, fourth!)).to.deep.equal([0n, ...paid]);
      expect((await market.core.balanceOf(1n)) - units - 10n).to.equal(company);

      // Whoever sells in this period is active in the next, the one who was idle too.
      for (const member of [fourth, third, second]) await market.buy(member!, UNIT, { quantity: 10n });
      await market.startPeriod();
      const before = await market.core.balanceOf(idle!.id);
      await market.buy(seller!, FINAL);
      expect((await market.core.balanceOf(idle!.id)) - before).to.equal(4_000_000n);
      await expectConserved(market);
    });
  }

  it("[COMM-4] [COMM-5] differs in standard and dynamic compression by what too low a rank does", async () => {
    const { market, line } = await openLine(4);
    const [top, low, idle, seller] = [line[0]!, line[1]!, line[2]!, line[3]!];
    const credits = async (compression: Compression) => {
      await market.setPlan(plan({ compression, openRanks: [0, 3, 3], threshold: 10n, rates: [1000, 800, 500] }));
      for (const member of [top, low, seller]) await market.buy(member, UNIT, { quantity: 10n });
      await market.setRanks([top, 3], [low, 2], [idle, 3]);
      await market.startPeriod();
      return (await market.buy(seller, FINAL)).credits.slice(1);
    };
    expect(await credits(Compression.Dynamic)).to.deep.equal([{ id: top.id, amount: 4_000_000n }]);
    expect(await credits(Compression.Standard)).to.deep.equal([{ id: top.id, amount: 2_500_000n }]);
    expect(await credits(Compression.None)).to.deep.equal([]);
    await expectConserved(market);
  });
});
