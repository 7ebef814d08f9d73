import { Payments__factory } from "@upline/protocol";
import type { Call } from "./call.ts";
import type { Fields } from "./fields.ts";

const payments = Payments__factory.createInterface();
/** More lines than any order can have. */
const MOST_LINES = 255;

/** The call of a purchase, as `PaymentsClient` signs it. @param to The contract that takes payments. */
export function purchaseCall(to: string, fields: Fields): Call {
  const method = fields.word("method", ["erc3009", "permit2"]);
  const what = [fields.address("buyer"), fields.object("order", order), fields.list("offers", MOST_LINES, lineOffer)];
  if (method === "erc3009") {
    const times = [fields.uint("validAfter", 256n), fields.uint("validBefore", 256n)];
    const values = [...what, ...times, fields.data("signature")];
    return { to, data: payments.encodeFunctionData("buyWithAuthorization", values as never) };
  }
  const values = [...what, fields.uint("nonce", 256n), fields.uint("deadline", 256n), fields.data("signature")];
  return { to, data: payments.encodeFunctionData("buyWithPermit2", values as never) };
}

function order(fields: Fields) {
  return {
    seller: fields.uint("seller", 32n),
    campaign: fields.uint("campaign", 64n),
    ref: fields.bytes("ref", 32),
    maxTotal: fields.uint("maxTotal", 96n),
    lines: fields.list("lines", MOST_LINES, (line) => ({
      product: line.uint("product", 32n),
      quantity: line.uint("quantity", 32n),
    })),
  };
}

function lineOffer(fields: Fields) {
  return { line: fields.uint("line", 8n), offer: fields.object("offer", offer), signature: fields.data("signature") };
}

function offer(fields: Fields) {
  return {
    seller: fields.address("seller"),
    buyer: fields.address("buyer"),
    product: fields.uint("product", 32n),
    unitPrice: fields.uint("unitPrice", 80n),
    maxQuantity: fields.uint("maxQuantity", 32n),
    campaign: fields.uint("campaign", 64n),
    nonce: fields.uint("nonce", 256n),
    deadline: fields.uint("deadline", 256n),
  };
}
