import { DISPUTED, ESCROWED, REFUNDED, REQUESTED, SETTLED } from "../state/sales.ts";
import { type Args, type Context, flag, type Handler, must, same, text, uint } from "./context.ts";

const NAMES = ["none", "escrowed", "requested", "disputed", "settled", "refunded"];

/** A sale of an event that must be in one of some states; its state. */
function stateOf(context: Context, id: bigint, allowed: readonly number[], what: string): number {
  const state = context.state.sales.stateOf(id);
  if (!allowed.includes(state)) {
    const expected = allowed.map((name) => NAMES[name]).join(" or ");
    const message = `Sale ${id} was ${what}, and it is ${NAMES[state]}, not ${expected}.`;
    context.breach({ code: "sale-state-wrong", subject: `sale ${id}`, message, expected, found: NAMES[state] ?? "?" });
  }
  return state;
}

/** Something that is done before a deadline was. */
function checkBefore(context: Context, id: bigint, what: string): void {
  const deadline = context.state.sales.deadlineOf(id);
  const message = `Sale ${id} was ${what} at ${context.time}, and its time ended at ${deadline}.`;
  must(context, context.time < deadline, "return-too-late", `sale ${id}`, message);
}

const requested: Handler = (context, args) => {
  const [id, deadline] = [uint(args, "id"), uint(args, "deadline")];
  stateOf(context, id, [ESCROWED], "sent back");
  checkBefore(context, id, "sent back");
  const time = context.time + (context.state.settings?.decisionTime ?? 0n);
  same(context, "deadline-differs", `sale ${id}`, "the time to decide", deadline, time);
  context.state.sales.setState(id, REQUESTED, deadline);
};

const withdrawn: Handler = (context, args) => {
  const id = uint(args, "id");
  stateOf(context, id, [REQUESTED, DISPUTED], "kept after all");
  checkBefore(context, id, "kept after all");
  context.state.sales.setState(id, ESCROWED, context.time);
};

const accepted: Handler = (context, args) => {
  const id = uint(args, "id");
  stateOf(context, id, [REQUESTED], "taken back");
  checkBefore(context, id, "taken back");
  context.state.sales.granted.add(id);
};

const rejected: Handler = (context, args) => {
  const [id, deadline] = [uint(args, "id"), uint(args, "deadline")];
  stateOf(context, id, [REQUESTED], "rejected");
  checkBefore(context, id, "rejected");
  const time = context.time + (context.state.settings?.rulingTime ?? 0n);
  same(context, "deadline-differs", `sale ${id}`, "the time to rule", deadline, time);
  context.state.sales.setState(id, DISPUTED, deadline);
};

const ruled: Handler = (context, args) => {
  const id = uint(args, "id");
  stateOf(context, id, [DISPUTED], "ruled over");
  checkBefore(context, id, "ruled over");
  if (flag(args, "forBuyer")) context.state.sales.granted.add(id);
  // The same transaction settles it.
  else context.state.sales.setState(id, ESCROWED, context.time);
};

/** The money goes back, or could not be delivered. */
function checkRefund(context: Context, args: Args): bigint {
  const { sales } = context.state;
  const id = uint(args, "id");
  const sale = sales.open.get(id)?.sale;
  const subject = `sale ${id}`;
  same(context, "refund-differs", subject, "the amount refunded", uint(args, "amount"), sale?.total ?? 0n);
  const state = stateOf(context, id, [ESCROWED, REQUESTED, DISPUTED], "refunded");
  if (state === ESCROWED) {
    checkBefore(context, id, "refunded");
    const atOnce = sale?.kind === "recorded" || sale?.returnKind === "automatic";
    must(context, atOnce, "refund-without-request", subject, `Sale ${id} of goods was refunded without a request.`);
  } else {
    const due = sales.granted.has(id) || context.time >= sales.deadlineOf(id);
    must(context, due, "refund-early", subject, `Sale ${id} was refunded before anybody decided or the time was over.`);
  }
  return id;
}

const refundFailed: Handler = (context, args) => {
  const id = checkRefund(context, args);
  const { sales } = context.state;
  sales.granted.delete(id);
  sales.setState(id, sales.stateOf(id) === DISPUTED ? DISPUTED : REQUESTED, context.time);
};

/** A sale was refunded. @returns The sale, if there is one. */
export function refund(context: Context, args: Args) {
  const id = checkRefund(context, args);
  return context.state.sales.finish(id, REFUNDED, context.time);
}

/** A sale was settled. @returns The sale, if it waited. */
export function settle(context: Context, id: bigint) {
  const { sales } = context.state;
  if (stateOf(context, id, [ESCROWED], "settled") === ESCROWED) {
    const deadline = sales.deadlineOf(id);
    if (context.time < deadline) {
      const message = `Sale ${id} was settled at ${context.time}, and could be returned until ${deadline}.`;
      context.breach({ code: "sale-settled-early", subject: `sale ${id}`, message });
    }
  }
  return sales.finish(id, SETTLED, context.time);
}

const batchRecorded: Handler = (context, args) => {
  const [batch, funder] = [uint(args, "batch"), text(args, "funder")];
  const { batches, runningBatches } = context.state;
  const subject = `batch ${batch} of ${funder}`;
  same(context, "batch-out-of-step", subject, "the number", batch, (batches.get(funder) ?? 0n) + 1n);
  const { placed, total } = runningBatches.get(funder) ?? { placed: 0n, total: 0n };
  same(context, "batch-differs", subject, "the number of its sales", uint(args, "placed"), placed);
  same(context, "batch-differs", subject, "the total of its sales", uint(args, "total"), total);
  runningBatches.delete(funder);
  batches.set(funder, batch);
};

/** Marks nonces of a seller's offers. */
function endOffers(context: Context, seller: bigint, word: bigint, mask: bigint): bigint {
  const key = `${seller}/${word}`;
  const before = context.state.offerNonces.get(key) ?? 0n;
  context.state.offerNonces.set(key, before | mask);
  return before & mask;
}

const offerUsed: Handler = (context, args) => {
  const [seller, nonce] = [uint(args, "seller"), uint(args, "nonce")];
  const used = endOffers(context, seller, nonce >> 8n, 1n << (nonce & 0xffn));
  const message = `Offer ${nonce} of distributor ${seller} was used after it had ended.`;
  must(context, used === 0n, "offer-used-twice", `distributor ${seller}`, message);
};

const offersCancelled: Handler = (context, args) => {
  endOffers(context, uint(args, "seller"), uint(args, "word"), uint(args, "mask"));
};

const nothing: Handler = () => undefined;

/** Returns, batches of the point of sale and offers. */
export const SALES: Readonly<Record<string, Handler>> = {
  ReturnRequested: requested,
  ReturnWithdrawn: withdrawn,
  ReturnAccepted: accepted,
  ReturnRejected: rejected,
  ReturnRuled: ruled,
  RefundFailed: refundFailed,
  BatchRecorded: batchRecorded,
  OfferUsed: offerUsed,
  OffersCancelled: offersCancelled,
  RecordSkipped: nothing,
  ScreenFailed: nothing,
};
