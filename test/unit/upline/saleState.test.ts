import { expect } from "chai";
import { SALE_STATES, type SaleState } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import {
  ESCROWED,
  FINAL,
  GOODS,
  GOODS_WINDOW,
  type Market,
  type Member,
  openLine,
  WINDOW,
} from "../../helpers/market.ts";

describe("saleState", () => {
  const loaded = fixture(() => openLine(2));
  let market: Market;
  let seller: Member;

  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    seller = line[1]!;
  });

  afterEach(() => expectConserved(market));

  async function stateOf(id: bigint): Promise<readonly [SaleState | undefined, bigint]> {
    const { state, deadline } = await market.core.saleState(id);
    return [SALE_STATES[Number(state)], deadline];
  }

  it("[SALE-12] is Escrowed until the end of the return window", async () => {
    for (const [product, window] of [
      [ESCROWED, WINDOW],
      [GOODS, GOODS_WINDOW],
    ] as const) {
      const sale = await market.escrow(seller, product);
      expect(await stateOf(sale.id)).to.deep.equal(["escrowed", (await market.now()) + window]);
    }
  });

  it("[SETTLE-1] stays Escrowed after the window until somebody settles", async () => {
    const sale = await market.escrow(seller);
    const deadline = (await market.now()) + WINDOW;
    await market.passWindows();
    expect(await stateOf(sale.id)).to.deep.equal(["escrowed", deadline]);
  });

  it("[SETTLE-1] is Settled with the time of the settlement, for good", async () => {
    const sale = await market.escrow(seller);
    const other = await market.escrow(seller);
    await market.passWindows();
    await market.settle(sale);
    const settledAt = await market.now();
    expect(await stateOf(sale.id)).to.deep.equal(["settled", settledAt]);
    await market.settle(other);
    expect(await stateOf(sale.id)).to.deep.equal(["settled", settledAt]);
  });

  it("[SALE-11] is None for a sale that was final at once, and for any other number", async () => {
    const head = await market.core.journalHead();
    await market.buy(seller, FINAL);
    for (const id of [head, 0n, 1n, 2n ** 160n - 1n]) expect(await stateOf(id)).to.deep.equal(["none", 0n]);
  });
});
