import { expect } from "chai";
import type { ReentrantToken } from "../../packages/protocol/src/contracts/mocks/tokens/ReentrantToken.ts";
import { type EscrowedSale, saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectReplayed } from "../helpers/journal.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ARBITER, ESCROWED, FINAL, GOODS, type Market, orderOf, type Wallet } from "../helpers/market.ts";
import { type OfferDesk, openOffers } from "../helpers/offers.ts";
import { plan } from "../helpers/programme.ts";
import { expectGuarded, MOMENTS, mutatingCalls } from "../helpers/reentrancy.ts";
import { REASON } from "../helpers/returns.ts";

/** A sale of the automatic kind, and goods on their way to a refund. */
interface Sales {
  readonly automatic: EscrowedSale;
  readonly requested: EscrowedSale;
  readonly disputed: EscrowedSale;
  readonly unanswered: EscrowedSale;
}

async function openStage() {
  const { market, desk, networkHelpers } = await openOffers({
    plan: plan({ poolShare: 100 }),
    token: "ReentrantToken",
  });
  const token = (await market.ethers.getContractAt("ReentrantToken", market.token)) as ReentrantToken;
  const core = market.core.connect(market.customer);
  const goods = async () => {
    const sale = await market.escrow(desk.seller, GOODS);
    await core.requestReturn(saleStruct(sale));
    return sale;
  };
  const unanswered = await goods();
  await networkHelpers.time.increase(14n * 86_400n);
  const [requested, disputed] = [await goods(), await goods()];
  await market.core.rejectReturn(saleStruct(disputed), REASON);
  const automatic = await market.escrow(desk.seller, ESCROWED);
  await market.fund(market.operator, 10n ** 12n);
  const sales: Sales = { automatic, requested, disputed, unanswered };
  return { networkHelpers, market, desk, token, sales, arbiter: await market.impersonated(ARBITER) };
}

describe("re-entrancy of returns, offers and the point of sale", () => {
  const loaded = fixture(openStage);
  let market: Market;
  let desk: OfferDesk;
  let token: ReentrantToken;
  let sales: Sales;
  let arbiter: Wallet;

  beforeEach(async () => {
    ({ market, desk, token, sales, arbiter } = await loaded());
  });

  /** Every call of these chapters in which the token is called. */
  const outer: Record<string, () => Promise<unknown>> = {
    buyWithOffers: async () => desk.send(await desk.signed(desk.named())),
    recordSales: () =>
      market.core.recordSales(1n, [
        { order: orderOf(desk.seller.id, FINAL), unitPrices: [90_000_000n] },
        { order: orderOf(desk.seller.id, GOODS), unitPrices: [90_000_000n] },
      ]),
    requestReturn: () => market.core.connect(market.customer).requestReturn(saleStruct(sales.automatic)),
    acceptReturn: () => market.core.acceptReturn(saleStruct(sales.requested)),
    ruleReturn: () => market.core.connect(arbiter).ruleReturn(saleStruct(sales.disputed), true),
    refund: () => market.core.refund(saleStruct(sales.unanswered)),
    refundTo: () => market.core.connect(market.customer).refundTo(saleStruct(sales.unanswered), market.stranger),
  };

  /** All that a call can have changed: balances, pool, what the core holds, and where each sale stands. */
  async function state(): Promise<unknown[]> {
    const { core } = market;
    const states = Object.values(sales).map(async ({ id }: EscrowedSale) => (await core.saleState(id)).state);
    const nonces = core.offerNonces(desk.seller.id, 0n);
    const held = [market.address, market.customer, market.stranger].map((account) => market.token.balanceOf(account));
    return [await market.balances(), ...(await Promise.all([core.poolBalance(), nonces, ...held, ...states]))];
  }

  for (const name of Object.keys(outer)) {
    for (const [when, moment] of Object.entries(MOMENTS)) {
      it(`[JRN-3] is refused during ${name}, to every function, ${when}`, async () => {
        const send = outer[name]!;
        const snapshot = await market.networkHelpers.takeSnapshot();
        await send();
        const expected = await state();
        await snapshot.restore();
        for (const inner of mutatingCalls(market.core.interface)) {
          await expectGuarded({ market, token }, send, inner, moment);
          expect(await state(), inner[0]).to.deep.equal(expected);
          await snapshot.restore();
        }
      });
    }

    it(`[JRN-3] is refused during ${name} to calls that anybody could make at any other time`, async () => {
      const { interface: abi } = market.core;
      const waiting = saleStruct(sales.unanswered);
      const offers = await desk.signed(desk.offer());
      const calls: [string, string][] = [
        ["refund", abi.encodeFunctionData("refund", [waiting])],
        ["settleMany", abi.encodeFunctionData("settleMany", [Object.values(sales).map(saleStruct)])],
        ["push", abi.encodeFunctionData("push", [[desk.seller.wallet.address]])],
        ["buyWithOffers", abi.encodeFunctionData("buyWithOffers", [market.stranger.address, desk.order(), offers])],
      ];
      const snapshot = await market.networkHelpers.takeSnapshot();
      for (const call of calls) {
        await expectGuarded({ market, token }, outer[name]!, call, MOMENTS["after the tokens moved"]);
        await expectConserved(market);
        await expectReplayed(market);
        await snapshot.restore();
      }
    });
  }

  describe("to who looks during a refund", () => {
    const REFUNDED = 5n;

    for (const name of ["requestReturn", "acceptReturn", "ruleReturn", "refund", "refundTo"]) {
      it(`[RET-7] shows the sale as refunded already, before and after the tokens move: ${name}`, async () => {
        const sale = { requestReturn: "automatic", acceptReturn: "requested", ruleReturn: "disputed" }[name];
        const { id } = sales[(sale ?? "unanswered") as keyof Sales];
        const data = market.core.interface.encodeFunctionData("saleState", [id]);
        for (const moment of Object.values(MOMENTS)) {
          const snapshot = await market.networkHelpers.takeSnapshot();
          await token.arm(market.address, data, moment);
          await outer[name]!();
          expect([await token.calls(), await token.succeeded()]).to.deep.equal([1n, true]);
          const [seen] = market.core.interface.decodeFunctionResult("saleState", await token.returnData());
          expect(seen).to.equal(REFUNDED);
          await snapshot.restore();
        }
      });
    }
  });
});
