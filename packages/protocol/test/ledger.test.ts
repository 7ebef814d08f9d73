import { expect } from "chai";
import { Ledger, LedgerSaleMissing, type RawLog, SALE_TOPICS } from "../src/index.ts";
import { DOWNLOAD, LICENCE, ONE, openShop, order, type Shop, WINDOW } from "./helpers/shop.ts";

describe("ledger", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
    const { buyer, connect, line, networkHelpers } = shop;
    const client = connect(buyer);
    for (const product of [DOWNLOAD, LICENCE]) await client.buy(order(5n, product), { approve: true });
    await networkHelpers.time.increase(WINDOW);
    await client.settleDue();
    await client.buy(order(5n, LICENCE), { approve: true });
    await connect(line[2]).claim();
  });

  const logs = async (): Promise<readonly RawLog[]> => shop.client.fetchJournal();

  it("tells every balance, the pool, the escrow and what is owed in all", async () => {
    const ledger = Ledger.from(await logs());
    for (let id = 1n; id <= 5n; ++id) {
      expect(ledger.balances.get(id) ?? 0n, `balance of ${id}`).to.equal(await shop.core.balanceOf(id));
    }
    // The seller: 7 of retail profit and 10 % of 10 from each of two sales; his sponsor has claimed.
    expect(ledger.balances.get(5n)).to.equal(16n * ONE);
    expect(ledger.balances.get(4n)).to.equal(0n);
    expect(ledger.pool).to.equal(0n);
    expect([ledger.escrow.size, ledger.escrowed]).to.deep.equal([1, 20n * ONE]);
    expect(ledger.owed).to.equal(await shop.token.balanceOf(shop.address));
    expect(ledger.owed).to.equal(60n * ONE - 1_600_000n);
  });

  it("refuses events that cannot be all", async () => {
    const some = (await logs()).filter(({ topics }) => topics[0] !== SALE_TOPICS.placed);
    expect(() => Ledger.from(some)).to.throw(LedgerSaleMissing, "and no event before tells that it is in escrow");
  });
});
