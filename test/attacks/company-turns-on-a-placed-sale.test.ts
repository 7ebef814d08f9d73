import { expect } from "chai";
import type { EscrowedSale } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { ESCROWED, FINAL, GOODS, WINDOW } from "../helpers/market.ts";
import { DAY, plan } from "../helpers/programme.ts";
import { openReturns, REASON, type Returns } from "../helpers/returns.ts";
import { ROLES } from "../helpers/stage.ts";

/** What the company can do between the placement of a sale and its settlement, each with every role in its hand. */
const TURNS: Record<string, (returns: Returns) => Promise<unknown>> = {
  demotes: ({ market, seller }) => market.setRanks([seller, 0], [{ ...seller, id: 3n }, 0], [{ ...seller, id: 2n }, 0]),
  holds: async ({ market, seller }) => {
    const until = (await market.now()) + 90n * BigInt(DAY);
    for (const id of [2n, 3n, seller.id]) await market.core.placeHold(id, until, REASON, REASON);
  },
  "closes the products": ({ market }) => market.core.setProductsClosed([FINAL, ESCROWED, GOODS], true),
  "reschedules to a plan that pays nobody": ({ market }) =>
    market.setPlan(plan({ rates: [], threshold: 2n ** 80n - 1n, openRanks: Array<number>(16).fill(15) })),
  "moves that plan into the slots of the old one": ({ market }) => market.core.activatePlan(),
  pauses: ({ market }) => market.core.setPaused(true),
  "moves its treasury": async ({ market }) => {
    await market.core.connect(market.company.wallet).proposeWallet(market.stranger);
    await market.core.connect(market.stranger).acceptWallet(market.company.wallet);
  },
  "takes every role away": async ({ market, operator }) => {
    const { core } = market;
    for (const role of [...ROLES, "DEFAULT_ADMIN_ROLE"] as const) {
      await core.revokeRole(await core[role](), operator.address);
      expect(await core.getRoleMembers(await core[role]()), role).to.deep.equal([]);
    }
  },
};

describe("attack: the company turns on a sale between placement and settlement", () => {
  const loaded = fixture(openReturns);
  let returns: Returns;
  let sale: EscrowedSale;
  let goods: EscrowedSale;

  beforeEach(async () => {
    ({ returns } = await loaded());
    sale = await returns.sell(ESCROWED);
    goods = await returns.sell(GOODS);
    await returns.request(goods);
  });

  /** The sale pays as placed, in the period of its settlement; the goods' buyer gets all of his money back. */
  async function expectAsPlaced(): Promise<void> {
    const { market, buyer } = returns;
    const purse = await market.token.balanceOf(buyer);
    await market.networkHelpers.time.increase(WINDOW);
    await market.settle(sale);
    await returns.expectPaidAsPlaced(sale);
    await returns.refund(goods);
    expect(await market.token.balanceOf(buyer)).to.equal(purse + goods.total);
    await returns.expectSound();
  }

  it("not at all: so much is paid and refunded", expectAsPlaced);

  for (const [name, turn] of Object.entries(TURNS)) {
    if (name.startsWith("moves that plan")) continue;
    it(`it ${name}: so much is paid and refunded all the same`, async () => {
      await turn(returns);
      await returns.market.startPeriod();
      await expectAsPlaced();
    });
  }

  it("it does all of that, one after the other: so much is paid and refunded all the same", async () => {
    for (const turn of Object.values(TURNS)) await turn(returns);
    await returns.market.startPeriod();
    await expectAsPlaced();
  });
});
