import { expect } from "chai";
import { saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { ESCROWED, FINAL, GAS, type Market, type Member, type Wallet } from "../helpers/market.ts";
import { openTill, type Till } from "../helpers/records.ts";

/** What one sale at the counter leaves with others, in token units, of the 95 tokens that were paid. */
const COMPANY = 58_000_000n;
const POOL = 500_000n;
const UPLINES = 4_000_000n + 2_500_000n;
const SALES = 10n;

/**
 * The clerk of a point of sale records sales that never happened, in league with the seller, or with his whole line. He
 * has to pay for each.
 */
describe("attack: wash sales at the point of sale", () => {
  const loaded = fixture(() => openTill());
  let market: Market;
  let till: Till;
  let line: readonly Member[];

  beforeEach(async () => {
    ({ market, till, line } = await loaded());
  });

  afterEach(() => till.expectSound());

  /** What these people own together: in their wallets, and in the core. */
  async function wealth(...people: readonly (Member | Wallet)[]): Promise<bigint> {
    const own = async (who: Member | Wallet) =>
      "id" in who
        ? (await market.core.balanceOf(who.id)) + (await market.token.balanceOf(who.wallet))
        : market.token.balanceOf(who);
    return (await Promise.all(people.map(own))).reduce((sum, amount) => sum + amount, 0n);
  }

  const wash = async (product: bigint) => till.placed(Array.from({ length: Number(SALES) }, () => till.sale(product)));

  /** That the seller will not be active in the next period, for all that was recorded. */
  async function expectInactive(): Promise<void> {
    const { volume, activeNext } = await market.core.distributor(till.seller.id);
    expect({ volume, activeNext }).to.deep.equal({ volume: 0n, activeNext: false });
  }

  it("cost clerk and seller together what goes to everybody else, each time", async () => {
    const before = await wealth(till.clerk, till.seller);
    await wash(FINAL);
    expect(await wealth(till.clerk, till.seller)).to.equal(before - SALES * (COMPANY + POOL + UPLINES));
    await expectInactive();
  });

  it("cost a whole line in league with the clerk the company's and the pool's part, each time", async () => {
    const before = await wealth(till.clerk, ...line);
    await wash(FINAL);
    expect(await wealth(till.clerk, ...line)).to.equal(before - SALES * (COMPANY + POOL));
  });

  it("make nobody active, neither at once nor when they are settled", async () => {
    const sales = (await wash(ESCROWED)).filter((sale) => !sale.final);
    expect(sales.map(({ kind, activityVolume }) => [kind, activityVolume])).to.deep.equal(
      Array(Number(SALES)).fill(["recorded", 0n]),
    );
    await expectInactive();
    await market.passWindows();
    for (const sale of sales) await market.settle(sale);
    await expectInactive();
  });

  it("cancelled within the window give the money back, and leave nothing behind", async () => {
    const before = await wealth(till.clerk, ...line);
    for (const sale of await wash(ESCROWED)) {
      if (sale.final) throw new Error("the sale is not in escrow");
      await market.core.connect(till.clerk).requestReturn(saleStruct(sale), GAS);
    }
    expect(await wealth(till.clerk, ...line)).to.equal(before);
    expect(await market.core.poolBalance()).to.equal(0n);
    await market.passWindows();
    await expectInactive();
  });

  it("are not multiplied by sending a batch again", async () => {
    await till.record([till.sale()], 1n);
    const before = await wealth(till.seller);
    await till.expectRefused(() => till.record([till.sale()], 1n), "BatchOutOfStep", 1n, 2n);
    expect(await wealth(till.seller)).to.equal(before);
  });

  it("are recorded with the clerk's own money alone, whoever may have approved the core", async () => {
    const clerk = market.stranger;
    await market.core.grantRole(await market.core.RECORD_ROLE(), clerk);
    const before = await wealth(till.clerk, market.customer);
    await expect(till.record([till.sale()], 1n, clerk)).to.be.revertedWithCustomError(
      market.token,
      "ERC20InsufficientAllowance",
    );
    expect(await wealth(till.clerk, market.customer)).to.equal(before);
  });

  it("by a second wallet as one's customer, which nobody can tell, cost the company's and the pool's part as well", async () => {
    const { customer } = market;
    const before = await wealth(customer, ...line);
    const sale = await market.buy(till.seller, FINAL);
    expect(sale.kind).to.equal("retail");
    expect(await wealth(customer, ...line)).to.equal(before - sale.company - sale.pool);
    expect(sale.company + sale.pool).to.be.greaterThan(sale.total / 2n);
  });
});
