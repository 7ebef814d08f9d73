import { type IUpline, IUpline__factory } from "@upline/protocol";
import { RequestInvalid } from "../failures.ts";
import { type Call, type Contracts, KINDS, type Kind, type Request } from "./call.ts";
import { cancellationCalls } from "./cancellation.ts";
import { type Fields, whole } from "./fields.ts";
import { purchaseCall } from "./purchase.ts";

const core: IUpline["interface"] = IUpline__factory.createInterface();

/** What each kind of request becomes. */
const READERS: Readonly<Record<Kind, (fields: Fields, contracts: Contracts) => readonly [Call, ...Call[]]>> = {
  claim(fields, { core: to }) {
    const { nonce: _, ...claim } = fields.object("claim", claimOf);
    return [{ to, data: core.encodeFunctionData("claimFor", [claim, fields.data("signature")]) }];
  },
  enrolment(fields, { core: to }) {
    const invitation = fields.object("invitation", invitationOf);
    const [signature, newcomer] = [fields.data("signature"), fields.address("newcomer")];
    const [deadline, consent] = [fields.uint("deadline", 256n), fields.data("consent")];
    return [{ to, data: core.encodeFunctionData("enrolFor", [invitation, signature, newcomer, deadline, consent]) }];
  },
  purchase(fields, { payments }) {
    if (payments === undefined)
      throw new RequestInvalid("kind", "purchase", KINDS.filter((one) => one !== "purchase").join(", "));
    return [fields.object("purchase", (purchase) => purchaseCall(payments, purchase))];
  },
  return(fields, { core: to }) {
    const sale = fields.object("sale", saleOf);
    const [deadline, signature] = [fields.uint("deadline", 256n), fields.data("signature")];
    return [{ to, data: core.encodeFunctionData("requestReturnFor", [sale, deadline, signature]) }];
  },
  walletMove(fields, { core: to }) {
    const { from, to: target, deadline } = fields.object("move", moveOf);
    const signatures = [fields.data("consent"), fields.data("acceptance")] as const;
    return [{ to, data: core.encodeFunctionData("moveWalletFor", [from, target, deadline, ...signatures]) }];
  },
  binding(fields, { core: to }) {
    const [voucher, signature] = [fields.object("voucher", voucherOf), fields.data("signature")];
    const [deadline, consent] = [fields.uint("deadline", 256n), fields.data("consent")];
    return [{ to, data: core.encodeFunctionData("bindFor", [voucher, signature, deadline, consent]) }];
  },
  cancellation(fields, { token }) {
    return fields.object("cancellation", (cancellation) => cancellationCalls(token, cancellation));
  },
};

/**
 * Reads a request. What it calls, and where, is decided here: a request has values only, no address of a contract and no
 * name of a function.
 * @param value Parsed JSON.
 * @throws RequestInvalid
 */
export function readRequest(value: unknown, contracts: Contracts): Request {
  return whole("", value, (fields) => {
    const kind = fields.word("kind", KINDS);
    return { kind, calls: READERS[kind](fields, contracts) };
  });
}

function claimOf(fields: Fields) {
  return {
    wallet: fields.address("wallet"),
    recipient: fields.address("recipient"),
    atLeast: fields.uint("atLeast", 256n),
    nonce: fields.uint("nonce", 256n),
    deadline: fields.uint("deadline", 256n),
  };
}

function invitationOf(fields: Fields) {
  return {
    sponsor: fields.address("sponsor"),
    newcomer: fields.address("newcomer"),
    deadline: fields.uint("deadline", 256n),
  };
}

/** As `saleStruct` gives it. */
function saleOf(fields: Fields) {
  return {
    id: fields.uint("id", 160n),
    buyer: fields.address("buyer"),
    payer: fields.address("payer"),
    seller: fields.uint("seller", 32n),
    kind: fields.uint("kind", 2n),
    total: fields.uint("total", 96n),
    terms: fields.uint("terms", 256n),
    pool: fields.uint("pool", 96n),
    company: fields.uint("company", 96n),
    activityVolume: fields.uint("activityVolume", 80n),
    threshold: fields.uint("threshold", 80n),
    credits: fields.data("credits"),
  };
}

function moveOf(fields: Fields) {
  return { from: fields.address("from"), to: fields.address("to"), deadline: fields.uint("deadline", 256n) };
}

function voucherOf(fields: Fields) {
  return {
    issuer: fields.address("issuer"),
    id: fields.uint("id", 32n),
    wallet: fields.address("wallet"),
    deadline: fields.uint("deadline", 256n),
  };
}
