import type { Provider, TransactionReceipt } from "ethers";
import { explainError, ProtocolError } from "../../../packages/protocol/src/index.ts";
import { inOneLine, isDown } from "../chain/faults.ts";
import type { Tip } from "../chain/tip.ts";
import type { Sender } from "../sending/sender.ts";
import { MOST_BYTES, withSpare } from "./batch-size.ts";
import type { Job } from "./job.ts";

/** What a worker works with. */
export interface WorkerOptions {
  readonly core: string;
  readonly account: string;
  readonly provider: Provider;
  /** Undefined where nothing is to be sent. */
  readonly sender: Sender | undefined;
  /** What transactions are tried against. */
  readonly tip: () => Tip;
  /** The most gas of a transaction. */
  readonly gasLimit: bigint;
  readonly signal: AbortSignal;
  /** Called when a batch is in a block. */
  readonly onMined: (receipt: TransactionReceipt) => void;
  /** Called where nothing is to be sent. */
  readonly onWould: (what: string) => void;
  readonly warn: (text: string) => void;
}

interface Item {
  readonly id: bigint;
}

/** A batch that can be sent. */
interface Ready<T> {
  readonly items: readonly T[];
  readonly data: string;
  readonly gasLimit: bigint;
}

/** Does jobs batch by batch. What spoils a batch is found by halving it and set aside, so that it holds up nothing else. */
export class Worker {
  readonly #options: WorkerOptions;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /**
   * Does a job on all that is not set aside.
   * @returns How many transactions were sent.
   * @throws GasTooDear, AccountBusy, or what the endpoint says if it cannot be reached.
   */
  async work<T extends Item>(job: Job<T>, items: readonly T[]): Promise<number> {
    const waiting = items.filter(({ id }) => !job.setAside.has(id));
    let sent = 0;
    while (waiting.length > 0) sent += await this.#batch(job, waiting.splice(0, job.size.size));
    return sent;
  }

  async #batch<T extends Item>(job: Job<T>, items: readonly T[]): Promise<number> {
    if (this.#options.signal.aborted) return 0;
    const ready = await this.#prepare(job, items);
    if (typeof ready === "string") return this.#halve(job, items, ready);
    if (ready.items.length === 0) return 0;
    const { sender, onWould } = this.#options;
    if (sender === undefined) {
      onWould(`${job.verb} ${ready.items.length} ${job.things} with at most ${ready.gasLimit} gas`);
      return 0;
    }
    const refusal = await this.#send(sender, job, ready);
    return refusal === undefined ? 1 : this.#halve(job, ready.items, refusal);
  }

  /** @returns What was said where it was refused. */
  async #prepare<T extends Item>(job: Job<T>, items: readonly T[]): Promise<Ready<T> | string> {
    try {
      const good = await this.#possible(job, items);
      if (good.length === 0) return { items: good, data: "0x", gasLimit: 0n };
      const data = job.encode(good);
      const bytes = data.length / 2 - 1;
      if (bytes > MOST_BYTES) return `it takes ${bytes} bytes, and nodes take ${MOST_BYTES}`;
      const gasLimit = await this.#gasLimit(job, good, data);
      return typeof gasLimit === "string" ? gasLimit : { items: good, data, gasLimit };
    } catch (error) {
      if (isDown(error)) throw error;
      return inOneLine(error);
    }
  }

  async #possible<T extends Item>(job: Job<T>, items: readonly T[]): Promise<readonly T[]> {
    const verdicts = await job.attempt(items);
    return items.filter((item, i) => {
      const verdict = verdicts[i] ?? "leave";
      if (typeof verdict === "object") this.#setAside(job, item, verdict.impossible);
      return verdict === "do";
    });
  }

  async #gasLimit<T extends Item>(job: Job<T>, items: readonly T[], data: string): Promise<bigint | string> {
    const { provider, account, core, gasLimit, tip } = this.#options;
    const gas = await provider.estimateGas({ from: account, to: core, data, blockTag: tip().tag });
    job.size.fitted(items.length, gas, gasLimit);
    if (withSpare(gas) <= gasLimit) return withSpare(gas);
    return items.length === 1 && gas <= gasLimit ? gasLimit : `it needs ${gas} gas, and the limit is ${gasLimit}`;
  }

  /** @returns What was said where it was refused or failed. */
  async #send<T extends Item>(
    sender: Sender,
    job: Job<T>,
    { items, data, gasLimit }: Ready<T>,
  ): Promise<string | undefined> {
    const { core, onMined } = this.#options;
    try {
      const receipt = await sender.send({ to: core, data, gasLimit });
      if (receipt?.status === 0) return `transaction ${receipt.hash} failed`;
      if (receipt !== undefined) onMined(receipt);
      for (const { id } of items) job.setAside.delete(id);
      return undefined;
    } catch (error) {
      if (isOfAccount(error)) throw error;
      return inOneLine(error);
    }
  }

  async #halve<T extends Item>(job: Job<T>, items: readonly T[], reason: string): Promise<number> {
    job.size.tooMany(items.length);
    const [first] = items;
    if (items.length === 1 && first !== undefined) {
      this.#setAside(job, first, reason);
      return 0;
    }
    const middle = Math.ceil(items.length / 2);
    return (await this.#batch(job, items.slice(0, middle))) + (await this.#batch(job, items.slice(middle)));
  }

  #setAside<T extends Item>(job: Job<T>, item: T, reason: string): void {
    job.setAside.add(item.id, reason);
    this.#options.warn(`cannot ${job.verb} ${job.name(item.id)}: ${reason}`);
  }
}

/** Whether an error would have met any other batch of this account as well. */
function isOfAccount(error: unknown): boolean {
  return error instanceof ProtocolError || isDown(error) || explainError(error).name === "INSUFFICIENT_FUNDS";
}
