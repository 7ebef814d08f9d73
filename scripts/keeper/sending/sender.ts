import type { Provider, TransactionReceipt } from "ethers";
import { ProtocolError } from "../../../packages/protocol/src/index.ts";
import { findFate } from "../../deployment/record.ts";
import { inOneLine } from "../chain/faults.ts";
import { type FeeLimits, type Fees, firstFees, raisedFees } from "./fees.ts";
import { readMarket } from "./market.ts";
import { refusalOf } from "./refusal.ts";
import type { Call, Sending, SendingRecord } from "./sending-record.ts";

/** The chain as the keeper's account sees it. */
export interface Node {
  readonly provider: Provider;
  readonly account: string;
  /** Signs a transaction of the account and hands it to the node. @returns Its hash. */
  submit(sending: Sending): Promise<string>;
}

/** How transactions are to be sent. */
export interface SenderOptions {
  readonly limits: FeeLimits;
  /** Seconds after which a transaction that is in no block counts as stuck. */
  readonly stuckAfter: number;
  /** Says that something is worth knowing. */
  readonly warn: (text: string) => void;
  /** Called when a stuck transaction is replaced. */
  readonly onReplaced: () => void;
  /** Set when the keeper is to end. A transaction under way is waited for a while longer. */
  readonly signal?: AbortSignal;
}

/** Another program has sent a transaction with the keeper's account. */
export class AccountBusy extends ProtocolError {
  override readonly name = "AccountBusy";

  constructor(account: string, nonce: number) {
    super(
      `a transaction of ${account} waits that this keeper has not sent, nonce ${nonce}`,
      { account, nonce },
      "Give each keeper an account of its own. It goes on when that transaction is in a block.",
    );
  }
}

/** How many transactions an account has sent. */
interface Counts {
  /** Those in blocks: the next one's number. */
  readonly mined: number;
  /** Whether the node has one of that number that is in no block. */
  isWaiting(nonce: number): boolean;
}

/** How long a transaction is waited for after the keeper was told to end, in seconds. */
const LAST_WAIT = 20;
/** Between two looks at a transaction, in milliseconds. */
const LOOKS = { first: 50, most: 2_000 } as const;
const SECOND = 1_000;

/**
 * Sends one transaction after the other, and sees each to its end: one that is stuck is replaced with a higher fee.
 * A transaction of the account that is not the keeper's own is never replaced.
 */
export class Sender {
  readonly #node: Node;
  readonly #record: SendingRecord;
  readonly #options: SenderOptions;

  constructor(node: Node, record: SendingRecord, options: SenderOptions) {
    this.#node = node;
    this.#record = record;
    this.#options = options;
  }

  /**
   * Waits for the keeper's last transaction, if it is in no block yet: an earlier run may have sent it, or the chain have
   * taken its block back.
   * @returns Its receipt; undefined where there was none to wait for.
   */
  async resume(): Promise<TransactionReceipt | undefined> {
    const last = this.#record.read();
    if (last === undefined || !(await this.#counts()).isWaiting(last.nonce)) return undefined;
    this.#options.warn(`a transaction of an earlier run waits, nonce ${last.nonce}`);
    const attempt = new Attempt(last, true);
    attempt.accepted();
    return this.#see(attempt);
  }

  /**
   * Sends a call and waits until it is in a block.
   * @returns Its receipt, also of a call that failed; undefined where another transaction took its number.
   * @throws GasTooDear, AccountBusy, or what the node says.
   */
  async send(call: Call): Promise<TransactionReceipt | undefined> {
    await this.resume();
    const { mined, isWaiting } = await this.#counts();
    if (isWaiting(mined)) throw new AccountBusy(this.#node.account, mined);
    const fees = firstFees(await readMarket(this.#node.provider), this.#options.limits);
    const sending = { ...call, nonce: mined, after: await this.#node.provider.getBlockNumber(), fees };
    const before = this.#record.read();
    this.#record.write(sending);
    const attempt = new Attempt(sending, before?.nonce === mined);
    try {
      return await this.#see(attempt);
    } catch (error) {
      // What never left is not the keeper's last transaction.
      if (!attempt.mayHaveArrived) this.#record.write(before);
      throw error;
    }
  }

  async #see(attempt: Attempt): Promise<TransactionReceipt | undefined> {
    for (;;) {
      if (!attempt.offered) await this.#offer(attempt);
      const found = await this.#lookFor(attempt);
      if (found !== "waiting") return found;
      if (this.#isEnding(attempt)) return undefined;
      if (attempt.offeredFor > this.#options.stuckAfter * SECOND) await this.#raise(attempt);
      await attempt.pause();
    }
  }

  async #offer(attempt: Attempt): Promise<void> {
    try {
      attempt.accepted(await this.#node.submit(attempt.sending));
    } catch (error) {
      await this.#handle(refusalOf(error), attempt, error);
    }
  }

  async #handle(refusal: ReturnType<typeof refusalOf>, attempt: Attempt, error: unknown): Promise<void> {
    if (refusal === "known") return attempt.accepted();
    if (refusal === "unreachable") {
      attempt.lost();
      return this.#options.warn(`sending: ${inOneLine(error)}`);
    }
    if (refusal === "underpriced") {
      if (!attempt.own) throw new AccountBusy(this.#node.account, attempt.sending.nonce);
      if (await this.#raise(attempt)) return;
    }
    // It may be in a block all the same: some nodes tell of a failure only then.
    const { mined } = await this.#counts();
    if (mined <= attempt.sending.nonce) throw error;
  }

  /** Offers more. @returns Whether that is within the limit. */
  async #raise(attempt: Attempt): Promise<boolean> {
    const { nonce, fees } = attempt.sending;
    const raised = raisedFees(fees, await readMarket(this.#node.provider), this.#options.limits);
    if (raised === undefined) {
      this.#options.warn(`transaction ${nonce} is stuck at ${inGwei(fees)} gwei, and more is above --max-fee`);
      attempt.waitAgain();
      return false;
    }
    this.#options.warn(`transaction ${nonce} is stuck at ${inGwei(fees)} gwei: offering ${inGwei(raised)} gwei`);
    this.#options.onReplaced();
    attempt.raise(raised);
    this.#record.write(attempt.sending);
    return true;
  }

  async #lookFor(attempt: Attempt): Promise<TransactionReceipt | undefined | "waiting"> {
    try {
      return await this.#found(attempt);
    } catch (error) {
      this.#options.warn(`waiting for transaction ${attempt.sending.nonce}: ${inOneLine(error)}`);
      return "waiting";
    }
  }

  async #found({ sending, hashes }: Attempt): Promise<TransactionReceipt | undefined | "waiting"> {
    const { provider, account } = this.#node;
    for (const hash of hashes) {
      const receipt = await provider.getTransactionReceipt(hash);
      if (receipt !== null) return receipt;
    }
    if ((await this.#counts()).mined <= sending.nonce) return "waiting";
    const fate = await findFate(provider, account, sending);
    if (typeof fate === "string") return "waiting";
    const mined = await provider.getTransaction(fate.mined);
    if (mined?.data !== sending.data) return undefined;
    return (await provider.getTransactionReceipt(fate.mined)) ?? "waiting";
  }

  #isEnding({ sending, ending }: Attempt): boolean {
    if (!this.#options.signal?.aborted || !ending(LAST_WAIT * SECOND)) return false;
    this.#options.warn(`transaction ${sending.nonce} is in no block yet; the next run waits for it`);
    return true;
  }

  async #counts(): Promise<Counts> {
    const { provider, account } = this.#node;
    const mined = await provider.getTransactionCount(account, "latest");
    const pending = await provider.getTransactionCount(account, "pending");
    return { mined, isWaiting: (nonce) => mined <= nonce && nonce < pending };
  }
}

/** A transaction on its way, with all that was offered for it. */
class Attempt {
  #sending: Sending;
  /** What waits with the same number, if anything does, is the keeper's own. */
  readonly own: boolean;
  readonly hashes: string[] = [];
  #offered = false;
  #mayHaveArrived = false;
  #since = performance.now();
  #pause: number = LOOKS.first;
  #ending: number | undefined;

  constructor(sending: Sending, own: boolean) {
    this.#sending = sending;
    this.own = own;
  }

  get sending(): Sending {
    return this.#sending;
  }

  /** The node has it. */
  get offered(): boolean {
    return this.#offered;
  }

  /** The node has it, or may have it. */
  get mayHaveArrived(): boolean {
    return this.#mayHaveArrived;
  }

  /** In milliseconds. */
  get offeredFor(): number {
    return this.#offered ? performance.now() - this.#since : 0;
  }

  accepted(hash?: string): void {
    if (hash !== undefined) this.hashes.push(hash);
    this.#offered = true;
    this.#mayHaveArrived = true;
    this.waitAgain();
  }

  /** Nobody knows whether it arrived. */
  lost(): void {
    this.#mayHaveArrived = true;
  }

  waitAgain(): void {
    this.#since = performance.now();
  }

  raise(fees: Fees): void {
    this.#sending = { ...this.#sending, fees };
    this.#offered = false;
  }

  /** Whether it was asked for the first time more than so many milliseconds ago. */
  readonly ending = (patience: number): boolean => {
    this.#ending ??= performance.now();
    return performance.now() - this.#ending >= patience;
  };

  async pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#pause));
    this.#pause = Math.min(this.#pause * 1.5, LOOKS.most);
  }
}

const inGwei = ({ maxFeePerGas }: Fees) => Number(maxFeePerGas / 1_000_000n) / 1e3;
