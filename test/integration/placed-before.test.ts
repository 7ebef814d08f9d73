import { expect } from "chai";
import type { EscrowedSale } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ESCROWED, type Market, type Member, openLine } from "../helpers/market.ts";
import { Compression, plan } from "../helpers/programme.ts";

const TERMS = { threshold: 50_000_000n, openRanks: [0, 1, 2], poolShare: 100 };

describe("a sale in escrow", () => {
  const loaded = fixture(async () => {
    const stage = await openLine(4, { plan: plan(TERMS) });
    const { market, line } = stage;
    // From the next period on the uplines have the ranks 1, 2 and 0, from the sponsor up, and sponsor and seller are
    // active.
    await market.setRanks([line[2]!, 1], [line[1]!, 2]);
    await market.buy(line[3]!, 1n);
    await market.buy(line[2]!, 1n);
    await market.buy(line[1]!, 1n);
    await market.startPeriod();
    const sale = await market.escrow(line[3]!);
    return { ...stage, sale, before: await market.balances() };
  });
  let market: Market;
  let line: Member[];
  let sale: EscrowedSale;
  let before: Map<bigint, bigint>;

  beforeEach(async () => {
    ({ market, line, sale, before } = await loaded());
  });

  /** Profit and 10, 8 and 5 % of 50 tokens; the third upline is inactive, so that the rest is the company's. */
  const PLACED = new Map([
    [5n, 35_000_000n],
    [4n, 4_000_000n],
    [3n, 2_500_000n],
    [2n, 0n],
    [1n, 58_000_000n],
  ]);

  async function expectPaidAsPlaced(): Promise<void> {
    expect(await market.settleMany([sale])).to.deep.equal(["settled"]);
    for (const [id, amount] of PLACED) {
      expect((await market.core.balanceOf(id)) - (before.get(id) ?? 0n), `to ${id}`).to.equal(amount);
    }
    await expectConserved(market);
  }

  /** What the same sale would pay if it were placed now. */
  const placedNow = async () => (await market.buy(line[3]!, ESCROWED)).credits.map(({ amount }) => amount);

  it("[SALE-13] pays as placed if nothing happens", async () => {
    expect(await placedNow()).to.deep.equal([35_000_000n, 4_000_000n, 2_500_000n]);
    await market.startPeriod();
    await expectPaidAsPlaced();
  });

  it("[SALE-13] pays as placed after ranks have changed", async () => {
    await market.setRanks([line[2]!, 0], [line[1]!, 0], [line[0]!, 15]);
    for (const member of line) await market.buy(member, 1n);
    before = await market.balances();
    await market.startPeriod();
    expect(await placedNow()).to.deep.equal([35_000_000n, 4_000_000n]);
    await expectPaidAsPlaced();
  });

  it("[SALE-13] pays as placed after everybody has become inactive", async () => {
    await market.startPeriod(3n);
    expect(await placedNow()).to.deep.equal([30_000_000n]);
    await expectPaidAsPlaced();
  });

  it("[SALE-13] [PLAN-4] pays as placed after a new plan is in force", async () => {
    await market.setPlan(plan({ rates: [100], compression: Compression.None }));
    expect(await placedNow()).to.deep.equal([30_500_000n]);
    await market.startPeriod();
    await expectPaidAsPlaced();
  });

  it("[SALE-13] [PLAN-4] pays as placed after the new plan has been moved into its slots", async () => {
    await market.setPlan(plan({ rates: [100] }));
    await market.core.activatePlan();
    await market.startPeriod();
    await expectPaidAsPlaced();
  });

  it("[SALE-13] [CAT-4] pays as placed after the product was closed", async () => {
    await market.core.setProductsClosed([ESCROWED], true);
    await market.startPeriod();
    await expectPaidAsPlaced();
  });

  it("[SALE-13] [LIFE-3] pays as placed while the programme is paused", async () => {
    await market.core.setPaused(true);
    await market.startPeriod();
    await expectPaidAsPlaced();
  });

  it("[SALE-13] pays as placed after its buyer has become a distributor", async () => {
    const { customer } = market;
    await market.core
      .connect(customer)
      .enrol({ sponsor: line[3]!.wallet, newcomer: market.ethers.ZeroAddress, deadline: 0n }, "0x");
    await market.startPeriod();
    await expectPaidAsPlaced();
  });

  it("[SALE-13] pays as placed after everybody has claimed", async () => {
    for (const { wallet } of [...line.slice(1), market.company]) await market.core.connect(wallet).claim();
    before = new Map();
    await market.startPeriod();
    await expectPaidAsPlaced();
  });
});
