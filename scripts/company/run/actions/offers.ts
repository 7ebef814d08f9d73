import type { Person, Purchase } from "../../../../examples/company/generator/story.ts";
import { ANY_BUYER, type LineOffer, type Offer, signOffer } from "../../../../packages/protocol/src/index.ts";
import { DAY } from "../../../local/time.ts";
import type { Stage } from "../stage.ts";

/** How long an offer holds. */
const OFFERED_FOR = 7n * DAY;

/** The seller signs a price for each line that is not at the catalogue's. @param buyer Whom it is for, if for one only. */
export async function signOffers(stage: Stage, purchase: Purchase, buyer: string): Promise<readonly LineOffer[]> {
  const signed: LineOffer[] = [];
  for (const [line, { product, quantity, unitPrice }] of purchase.lines.entries()) {
    if (unitPrice === undefined) continue;
    const seller = stage.wallets.person(purchase.seller);
    const offer: Offer = {
      seller: seller.address,
      buyer: purchase.named ? buyer : ANY_BUYER,
      product: BigInt(product),
      unitPrice,
      maxQuantity: BigInt(quantity),
      campaign: BigInt(purchase.campaign),
      nonce: nextNumber(stage, purchase.seller),
      deadline: stage.now + OFFERED_FOR,
    };
    const signature = await signOffer(seller, stage.programme.core, stage.chainId, offer);
    signed.push({ line: BigInt(line), offer, signature });
    stage.tally.offers[purchase.named ? "named" : "open"]++;
  }
  return signed;
}

/** Sellers number their offers one after the other. */
function nextNumber({ offerNumbers }: Stage, seller: Person): bigint {
  const number = offerNumbers.get(seller) ?? 0n;
  offerNumbers.set(seller, number + 1n);
  return number;
}
