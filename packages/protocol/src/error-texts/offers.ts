import type { ErrorChapter } from "./text.ts";

export const OFFER_ERRORS: ErrorChapter = {
  title: "Offers",
  errors: [
    {
      signature: "OfferLineInvalid(uint256 index, uint256 line)",
      why: "The offer at place {index} of the list is for line {line} of the order (both begin at 0). There is no such line, an earlier offer is for this line or a later one, or an offer to a named buyer is used twice.",
      advice: "Pass at most one offer a line, in the order of the lines, and each offer to a named buyer once.",
    },
    {
      signature: "OfferProductDiffers(uint256 line, uint256 product, uint256 offered)",
      why: "Line {line} (the first is 0) orders product {product}, and its offer is for product {offered}.",
      advice: "Give the line the offer of its own product, or none.",
    },
    {
      signature: "OfferSellerDiffers(uint256 line, address wallet, uint256 seller)",
      why: "The offer for line {line} (the first is 0) is from {wallet}, which is not the wallet of the order's seller, distributor {seller}.",
      advice: "Order from the distributor who made the offer; all offers of an order are of one seller.",
    },
    {
      signature: "OfferCampaignDiffers(uint256 line, uint256 campaign, uint256 offered)",
      why: "The order names campaign {campaign}, and the offer for line {line} (the first is 0) is for campaign {offered}.",
      advice: "Name the offer's campaign in the order. Offers of different campaigns need an order each.",
    },
    {
      signature: "OfferForAnother(uint256 line, address buyer, address expected)",
      why: "The offer for line {line} (the first is 0) is to {expected} alone, and the buyer is {buyer}.",
      advice: "Ask the seller for an offer to {buyer}, or one to anybody.",
    },
    {
      signature: "OfferQuantityInvalid(uint256 line, uint256 quantity, uint256 offered)",
      why: "Line {line} (the first is 0) has {quantity}; the offer is for {offered}, at most if it is for anybody, exactly if it names its buyer.",
      advice: "Correct the quantity, or ask the seller for another offer.",
    },
    {
      signature: "OfferEnded(uint256 line, uint256 seller, uint256 nonce)",
      why: "Distributor {seller} has cancelled the offer for line {line} (the first is 0), or it served its named buyer already. Its nonce is {nonce}.",
      advice: "Ask the seller for another offer, or buy at retail without one.",
    },
    {
      signature: "OfferToOneself(uint256 seller)",
      why: "Distributor {seller} buys from himself, which is at wholesale and without offers.",
      advice: "Buy without offers.",
    },
    {
      signature: "OfferMaskEmpty()",
      why: "No offer was named that should be cancelled.",
      advice: "Set a bit of the mask for each nonce to cancel: nonce = 256 × word + bit.",
    },
  ],
};
