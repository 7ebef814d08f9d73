import type { Wallet } from "ethers";
import type { Purchase } from "../../../../examples/company/generator/story.ts";
import type { ISales, LineOffer } from "../../../../packages/protocol/src/index.ts";
import { purchaseRef } from "../book.ts";
import { totalOf } from "../prices.ts";
import type { Stage } from "../stage.ts";
import { equip } from "./money.ts";
import { signOffers } from "./offers.ts";

/** One purchase in so many is quoted before, and what was quoted compared with what was placed. */
const QUOTED = 50;

/** Somebody buys for himself, at the seller's own prices where he was offered such. */
export async function buy(stage: Stage, purchase: Purchase): Promise<void> {
  const buyer = stage.wallets.of(purchase.buyer);
  await equipOnce(stage, stage.wallets.nameOf(purchase.buyer), buyer);
  const order = orderOf(stage, purchase);
  const offers = await signOffers(stage, purchase, buyer.address);
  if (purchase.sale % QUOTED === 0) await quote(stage, purchase, buyer.address, order, offers);
  const { interface: core } = stage.core;
  const data =
    offers.length === 0
      ? core.encodeFunctionData("buy", [order])
      : core.encodeFunctionData("buyWithOffers", [buyer.address, order, [...offers]]);
  await stage.call(buyer.address, `purchase ${purchase.sale}`, data);
}

/** Whoever buys first gets what he will ever spend and lets the core take it, since he comes back. */
async function equipOnce(stage: Stage, name: string, { address }: Wallet): Promise<void> {
  if (stage.equipped.has(address)) return;
  await equip(stage, address, stage.budgets.get(name) ?? 0n);
}

function orderOf({ story }: Stage, purchase: Purchase): ISales.OrderStruct {
  const { sale, seller, campaign, lines } = purchase;
  return {
    seller,
    campaign,
    ref: purchaseRef(sale),
    maxTotal: totalOf(story, purchase),
    lines: lines.map(({ product, quantity }) => ({ product, quantity })),
  };
}

async function quote(
  stage: Stage,
  { sale }: Purchase,
  buyer: string,
  order: ISales.OrderStruct,
  offers: readonly LineOffer[],
): Promise<void> {
  // What was sent before must have happened, since it may change what this pays.
  await stage.settleDown();
  stage.tally.quotes.set(sale, await stage.programme.reader.quote(buyer, order, offers));
}
