import { type ExplainedError, ProtocolError } from "@upline/protocol";

/** Why nothing was sent. Each has the status of the HTTP answer. */
export abstract class RelayFailure extends ProtocolError {
  abstract readonly status: 400 | 404 | 405 | 413 | 415 | 422 | 429 | 503 | 504;
  /** Seconds after which the same request may pass. */
  readonly retryAfter: number | undefined = undefined;
}

/** A field of the request is not what it must be. */
export class RequestInvalid extends RelayFailure {
  override readonly name = "RequestInvalid";
  override readonly status = 400;

  constructor(place: string, value: unknown, expected: string) {
    const shown = short(value);
    super(
      `${place} is ${shown}, expected ${expected}`,
      { place, value: shown, expected },
      "Correct the request; the README of the relayer has an example of each kind.",
    );
  }
}

/** The longest value that an answer repeats. */
const SHOWN = 80;

function short(value: unknown): string {
  if (value === undefined) return "missing";
  // What is nested is not repeated: it can be nested deeper than JSON is written.
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** There is nothing at this path, or no such request. */
export class NothingThere extends RelayFailure {
  override readonly name = "NothingThere";
  override readonly status = 404;

  constructor(path: string) {
    super(
      `there is nothing at ${path.slice(0, SHOWN)}`,
      { path: path.slice(0, SHOWN) },
      "There are POST /relay, GET /relay/<id> and GET /health. Requests are forgotten after some days.",
    );
  }
}

/** The body is larger than any request. */
export class BodyTooLarge extends RelayFailure {
  override readonly name = "BodyTooLarge";
  override readonly status = 413;

  constructor(limit: number) {
    super(`the body has more than ${limit} bytes`, { limit }, "Send one request at a time.");
  }
}

/** The body is not said to be JSON. */
export class BodyNotJson extends RelayFailure {
  override readonly name = "BodyNotJson";
  override readonly status = 415;

  constructor() {
    super("the body is not application/json", {}, "Send JSON with the header Content-Type: application/json.");
  }
}

/** The transaction would need more gas than the relayer pays for one. */
export class RequestTooCostly extends RelayFailure {
  override readonly name = "RequestTooCostly";
  override readonly status = 422;

  constructor(gas: bigint, limit: bigint) {
    super(
      `the transaction needs ${gas} gas, and the relayer pays for ${limit} at most`,
      { gas, limit },
      "Send it from a wallet of your own that has ether, or order less at a time.",
    );
  }
}

/** Somebody asks too often. */
export class TooManyRequests extends RelayFailure {
  override readonly name = "TooManyRequests";
  override readonly status = 429;
  override readonly retryAfter: number;

  constructor(seconds: number) {
    super(`too many requests came from this address`, { seconds }, `Try again in ${seconds} seconds.`);
    this.retryAfter = seconds;
  }
}

/** The relayer has as much to do as it takes on. */
export class RelayerBusy extends RelayFailure {
  override readonly name = "RelayerBusy";
  override readonly status = 503;
  override readonly retryAfter = 15;

  constructor(waiting: number) {
    super(
      `${waiting} requests wait already`,
      { waiting },
      "Try again in a moment, or send it from a wallet that has ether.",
    );
  }
}

/** The endpoint of the chain cannot be reached, or answers nothing of use. */
export class EndpointDown extends RelayFailure {
  override readonly name = "EndpointDown";
  override readonly status = 503;
  override readonly retryAfter = 15;

  constructor() {
    super(
      "the relayer cannot reach the chain",
      {},
      "Try again in a moment: the same request is never sent twice. What you signed is good until its deadline.",
    );
  }
}

/** The relayer's wallet cannot pay for the transaction. */
export class BalanceTooSmall extends RelayFailure {
  override readonly name = "BalanceTooSmall";
  override readonly status = 503;

  constructor(balance: bigint, needed: bigint) {
    super(
      `the relayer's wallet has ${balance} wei, and ${needed} may be needed`,
      { balance, needed },
      "Tell the company that its relayer needs ether, or send it from a wallet that has some.",
    );
  }
}

/** The relayer has paid as much today as it may. */
export class DailyLimitReached extends RelayFailure {
  override readonly name = "DailyLimitReached";
  override readonly status = 503;
  override readonly retryAfter: number;

  constructor(spent: bigint, limit: bigint, secondsLeft: number) {
    super(
      `the relayer has spent ${spent} wei today, and may spend ${limit}`,
      { spent, limit },
      "Try again after midnight UTC, or send it from a wallet that has ether.",
    );
    this.retryAfter = secondsLeft;
  }
}

/** Gas costs more than the relayer pays. */
export class GasTooDear extends RelayFailure {
  override readonly name = "GasTooDear";
  override readonly status = 503;
  override readonly retryAfter = 60;

  constructor(price: bigint, limit: bigint) {
    super(
      `gas costs ${price} wei, and the relayer pays ${limit} at most`,
      { price, limit },
      "Try again when gas is cheaper, or send it from a wallet that has ether.",
    );
  }
}

/** Another program sends with the relayer's key, or the node would not take the transaction. */
export class TransactionRefused extends RelayFailure {
  override readonly name = "TransactionRefused";
  override readonly status = 503;
  override readonly retryAfter = 15;

  constructor(reason: string) {
    super(
      `the chain did not take the transaction: ${reason}`,
      { reason },
      "Try again in a moment. Whoever runs the relayer: no other program may use its key.",
    );
  }
}

/** It took longer than a request may. */
export class TooSlow extends RelayFailure {
  override readonly name = "TooSlow";
  override readonly status = 504;

  constructor(seconds: number) {
    super(
      `the request took more than ${seconds} seconds`,
      { seconds },
      "Send the same request again: if it was sent meanwhile, you get its transaction.",
    );
  }
}

/** A contract would refuse it: nothing was sent, and what was signed is as it was. */
export class RequestRefused extends RelayFailure {
  /** That of the contract's own error. */
  override readonly name: string;
  override readonly status = 422;

  constructor({ name, args, sentence, advice }: ExplainedError) {
    super(sentence, args, advice);
    this.name = name;
  }
}
