import { expect } from "chai";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved, ledgerOf } from "../helpers/ledger.ts";
import { ESCROWED, FINAL, GOODS, openLine } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";

describe("the events alone", () => {
  const loaded = fixture(() => openLine(5, { plan: plan({ poolShare: 150 }), token: "RefusingToken" }));

  it("[JRN-2] rebuild every balance, the pool and the escrow after every step", async () => {
    const { market, line } = await loaded();
    const { core, company, stranger } = market;
    const token = await market.ethers.getContractAt("RefusingToken", market.token);
    const run = await market.impersonated(market.run);
    const [first, second, third, fourth, fifth] = line;

    const placed = [await market.escrow(fifth!), await market.escrow(third!, GOODS), await market.escrow(company)];
    const steps: readonly [string, () => Promise<unknown>][] = [
      ["a final sale", () => market.buy(fifth!, FINAL, { quantity: 3n })],
      ["a personal sale", () => market.buy(fifth!, FINAL, { buyer: fifth!.wallet.address })],
      ["a sale of the company", () => market.buy(company, FINAL)],
      ["an escrowed sale", async () => placed.push(await market.escrow(fourth!, ESCROWED, { quantity: 2n }))],
      ["a claim", () => core.connect(fifth!.wallet).claim()],
      ["time", () => market.passWindows()],
      ["a settlement", () => market.settle(placed[0]!)],
      ["a batch", () => market.settleMany([...placed, ...placed])],
      ["a claim to another address", () => core.connect(fourth!.wallet).claimTo(stranger)],
      ["a refusal", () => token.setRefused(third!.wallet, true)],
      ["a push that one cannot receive", () => core.push([third!.wallet, second!.wallet, first!.wallet])],
      ["the company's claim", () => core.connect(company.wallet).claim()],
      ["a payment from the pool", () => core.connect(run).spendPool(stranger, 1_000_001n)],
      ["a sale after all that", () => market.buy(fifth!, FINAL)],
    ];
    for (const [name, step] of steps) {
      await step();
      await expectConserved(market).catch((error: unknown) => {
        throw new Error(`after ${name}`, { cause: error });
      });
    }

    const { balances, pool, escrow } = await ledgerOf(market);
    // Third: two settled sales of two levels below him, his own, and the last sale, and no push.
    expect(Object.fromEntries(balances)).to.deep.equal({
      1: await core.balanceOf(1n),
      2: 1_000_000n,
      3: 1_500_000n,
      4: await core.balanceOf(4n),
      5: 4_000_000n,
      6: await core.balanceOf(6n),
    });
    expect(await core.balanceOf(4n)).to.equal(7_500_000n + 2_500_000n + 35_000_000n + 8_000_000n + 2_500_000n);
    expect(pool).to.equal(750_000n * (3n + 1n + 1n + 1n + 1n + 2n + 1n) - 1_000_001n);
    expect(escrow.size).to.equal(0);
  });
});
