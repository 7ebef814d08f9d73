import { keccak256, type Wallet } from "ethers";
import type { SpendingLimits } from "../environment.ts";
import {
  BalanceTooSmall,
  DailyLimitReached,
  EndpointDown,
  RelayerBusy,
  RequestRefused,
  RequestTooCostly,
  TransactionRefused,
} from "../failures.ts";
import type { Call, Request } from "../requests/call.ts";
import type { Chain } from "./chain.ts";
import { type Fees, firstFees } from "./fees.ts";
import { dayOf, type Records, type Relayed, secondsLeft } from "./records.ts";
import { type Refusal, refusalOf } from "./refusal.ts";

/** What a sender works with. */
export interface Desk {
  readonly chain: Chain;
  readonly chainId: bigint;
  readonly wallet: Wallet;
  readonly records: Records;
  readonly limits: SpendingLimits;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** Transactions that may wait for a block at once, and requests that may wait for their turn. */
const MOST_WAITING = 64;

/** Gas beyond what was estimated: a state that changes a little may need more. */
const withMargin = (gas: bigint) => gas + gas / 5n + 20_000n;

/** Sends one request after the other, so that each has its own number and is tried on top of those before it. */
export class Sender {
  readonly #desk: Desk;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Sends a request that was not sent before.
   * @throws RelayFailure; nothing was sent then, and what was signed is as it was.
   */
  async send(id: string, request: Request): Promise<Relayed> {
    const { records } = this.#desk;
    const waiting = this.#waiting + records.open().filter(({ state }) => state === "pending").length;
    if (waiting >= MOST_WAITING) throw new RelayerBusy(waiting);
    this.#waiting += 1;
    try {
      const call = await this.#passing(request);
      return await this.#inTurn(() => this.#sendNow(id, request, call));
    } finally {
      this.#waiting -= 1;
    }
  }

  /** The first call of a request that would pass. @throws RequestRefused with what says most of why none does. */
  async #passing({ calls }: Request): Promise<Call> {
    const refusals: RequestRefused[] = [];
    for (const call of calls) {
      const refusal = await this.#desk.chain.refusal(call);
      if (refusal === undefined) return call;
      refusals.push(new RequestRefused(refusal));
    }
    throw refusals.find(({ name }) => name !== "CALL_EXCEPTION") ?? refusals[0] ?? new EndpointDown();
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act);
    // A failure is that of its own request alone.
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #sendNow(id: string, request: Request, call: Call): Promise<Relayed> {
    const { chain, limits, records, now } = this.#desk;
    const [gas, market, balance] = await Promise.all([chain.gas(call), chain.market(), chain.balance()]);
    const gasLimit = withMargin(gas);
    if (gasLimit > limits.gas) throw new RequestTooCostly(gasLimit, limits.gas);
    const fees = firstFees(market, limits.feePerGas);
    const cost = gasLimit * fees.maxFeePerGas;
    checkMeans(this.#desk, balance, cost);
    for (let attempt = 0; ; ++attempt) {
      const before = records.get(id);
      const [sentAt, nonce] = [now(), await this.#nextNonce()];
      const made = { id, kind: request.kind, call, state: "pending", nonce, gasLimit, fees, final: false } as const;
      const { raw, hash } = await sign(this.#desk, { call, nonce, gasLimit, fees });
      const record = { ...made, hashes: [hash], cost, costBefore: spentBefore(before, sentAt), sentAt };
      records.write(record);
      const refusal = await submit(chain, raw);
      // Nobody knows what an endpoint got that did not answer: the transaction counts as sent, and is sent again.
      if (refusal === undefined || refusal === "known" || refusal === "unreachable") return record;
      // Some nodes tell of a failure only when the transaction is in a block.
      if ((await chain.receipt(hash)) !== undefined) return record;
      records.drop(record, before);
      if (refusal === "unfunded") throw new BalanceTooSmall(balance, records.reserved() + cost);
      if (refusal !== "nonceUsed" || attempt > 0) throw new TransactionRefused(SAID[refusal]);
    }
  }

  /** The account's next number: the chain's, or the one after the relayer's own last, which the node may have lost. */
  async #nextNonce(): Promise<number> {
    const counted = await this.#desk.chain.count("pending");
    const own = this.#desk.records.open().filter(({ state }) => state === "pending");
    return Math.max(counted, ...own.map(({ nonce }) => nonce + 1));
  }
}

const SAID: Readonly<Record<Exclude<Refusal, "known" | "unreachable" | "unfunded">, string>> = {
  nonceUsed: "its number was used meanwhile",
  underpriced: "another one with its number waits",
  other: "the node gives no reason that is known",
};

/** What an attempt that ended has cost, if it was made on the same day. */
function spentBefore(before: Relayed | undefined, now: number): bigint {
  return before !== undefined && dayOf(before.sentAt) === dayOf(now) ? before.cost + before.costBefore : 0n;
}

/** @throws BalanceTooSmall, DailyLimitReached */
function checkMeans({ records, limits, now }: Desk, balance: bigint, cost: bigint): void {
  const needed = records.reserved() + cost;
  if (balance < needed) throw new BalanceTooSmall(balance, needed);
  const spent = records.spentOn(dayOf(now()));
  if (spent + cost > limits.daily) throw new DailyLimitReached(spent, limits.daily, secondsLeft(now()));
}

/** A transaction to sign. */
interface Unsigned {
  readonly call: Call;
  readonly nonce: number;
  readonly gasLimit: bigint;
  readonly fees: Fees;
}

/** Signs a transaction, which never moves ether. */
export async function sign(
  { wallet, chainId }: Desk,
  { call, nonce, gasLimit, fees }: Unsigned,
): Promise<{ raw: string; hash: string }> {
  const raw = await wallet.signTransaction({ type: 2, chainId, value: 0n, ...call, nonce, gasLimit, ...fees });
  return { raw, hash: keccak256(raw) };
}

/** Hands a transaction in. @returns Undefined if the node took it. */
export async function submit(chain: Chain, raw: string): Promise<Refusal | undefined> {
  try {
    await chain.submit(raw);
    return undefined;
  } catch (error) {
    return refusalOf(error);
  }
}
