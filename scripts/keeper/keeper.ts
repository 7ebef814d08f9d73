import type { Provider, TransactionReceipt } from "ethers";
import type { TokenUnit, Upline } from "../../packages/protocol/src/index.ts";
import type { Checkpoint, Mark } from "./books/checkpoint.ts";
import { type Confirmed, Follower, type Head } from "./chain/follower.ts";
import { readPushable, readStatuses } from "./chain/standing.ts";
import { type Request, readTip, type Tip } from "./chain/tip.ts";
import type { Log } from "./health/log.ts";
import type { Vitals } from "./health/vitals.ts";
import { type FeeLimits, priceIn } from "./sending/fees.ts";
import { readMarket } from "./sending/market.ts";
import { Sender } from "./sending/sender.ts";
import type { SendingRecord } from "./sending/sending-record.ts";
import { submitThrough } from "./sending/submit.ts";
import type { Job } from "./work/job.ts";
import { type DueSales, dueSales, pushable } from "./work/plan.ts";
import { Pushing } from "./work/pushing.ts";
import { Refunding } from "./work/refunding.ts";
import { Settling } from "./work/settling.ts";
import { tallyOf, tallyText } from "./work/tally.ts";
import { Worker } from "./work/worker.ts";

/** A programme, and an account that works for it. */
export interface Workplace {
  readonly provider: Provider;
  readonly request: Request;
  /** For reading. */
  readonly core: Upline;
  readonly address: string;
  readonly unit: TokenUnit;
  /** The block in which the core was deployed, or any before it. */
  readonly from: number;
  readonly account: string;
}

/** How a keeper is to work. Times in seconds, amounts in token units. */
export interface KeeperSettings {
  readonly limits: FeeLimits;
  readonly stuckAfter: number;
  /** The most gas of a transaction. */
  readonly gasLimit: bigint;
  readonly finalAfter: number;
  /** Undefined where nothing is to be pushed. */
  readonly push: { readonly above: bigint; readonly every: bigint } | undefined;
  readonly dryRun: boolean;
}

/** What a keeper leaves for its next run. */
export interface Memory {
  readonly sending: SendingRecord;
  readonly begin: Checkpoint | undefined;
  save(checkpoint: Checkpoint): void;
}

/** Where a keeper says what it does. */
export interface Reporting {
  readonly log: Log;
  readonly vitals: Vitals;
}

/** What a round came to. */
export interface Round {
  /** Transactions that were sent. */
  readonly sent: number;
  /** Seconds until the next sale falls due, if any is open. */
  readonly nextIn: number | undefined;
}

/** Between two looks at what the account holds, and between two checkpoints while reading, in milliseconds. */
const NOW_AND_THEN = 15_000;

/** Settles what is due and pushes balances: one round after the other. */
export class Keeper {
  readonly #place: Workplace;
  readonly #settings: KeeperSettings;
  readonly #memory: Memory;
  readonly #reporting: Reporting;
  readonly #signal: AbortSignal;
  readonly #follower: Follower;
  readonly #sender: Sender;
  readonly #worker: Worker;
  readonly #settling: Settling;
  readonly #refunding: Refunding;
  readonly #pushing: Pushing;
  #tip: Tip = { tag: "latest", time: 0n };
  #resumed = false;
  #pushedAt: bigint;
  #savedAt = Number.NEGATIVE_INFINITY;
  #accountSeenAt = Number.NEGATIVE_INFINITY;

  constructor(place: Workplace, settings: KeeperSettings, memory: Memory, reporting: Reporting, signal: AbortSignal) {
    this.#place = place;
    this.#settings = settings;
    this.#memory = memory;
    this.#reporting = reporting;
    this.#signal = signal;
    const { address: core, from, provider } = place;
    const options = {
      core,
      from,
      finalAfter: settings.finalAfter,
      onConfirmed: ({ block }: Confirmed) => this.#onConfirmed(block),
    };
    this.#follower = new Follower(provider, options, memory.begin);
    this.#pushedAt = memory.begin?.pushedAt ?? 0n;
    this.#sender = this.#makeSender();
    this.#worker = this.#makeWorker();
    const tip = () => this.#tip;
    this.#settling = new Settling(place.core, tip);
    this.#refunding = new Refunding(place.core, tip);
    this.#pushing = new Pushing(place.core, tip);
  }

  #makeSender(): Sender {
    const { provider, request, account } = this.#place;
    const { limits, stuckAfter } = this.#settings;
    const { log, vitals } = this.#reporting;
    return new Sender({ provider, account, submit: submitThrough(request, account) }, this.#memory.sending, {
      limits,
      stuckAfter,
      warn: (text) => log.warning(text),
      onReplaced: () => vitals.replaced(),
      signal: this.#signal,
    });
  }

  #makeWorker(): Worker {
    const { provider, account, address: core } = this.#place;
    const { gasLimit, dryRun } = this.#settings;
    const { log } = this.#reporting;
    return new Worker({
      core,
      account,
      provider,
      sender: dryRun ? undefined : this.#sender,
      tip: () => this.#tip,
      gasLimit,
      signal: this.#signal,
      onMined: (receipt) => this.#onMined(receipt),
      onWould: (what) => log.info(`would ${what}`),
      warn: (text) => log.warning(text),
    });
  }

  /** Waits for what an earlier run has sent, looks at the chain, does what is due. @throws Whatever stands in the way. */
  async round(): Promise<Round> {
    const { request, core } = this.#place;
    await this.#resume();
    await this.#follower.follow(this.#signal);
    const { head, books } = this.#follower;
    if (head === undefined || this.#signal.aborted) return { sent: 0, nextIn: undefined };
    this.#tip = await readTip(request, head);
    await readStatuses(core, books.sales.values(), this.#follower.read);
    await this.#lookAtAccount();
    const due = dueSales(books, this.#tip.time, (id) => this.#refunding.setAside.has(id));
    this.#see(head, due);
    const settled = await this.#worker.work(this.#settling, due.settle);
    const refunded = await this.#worker.work(this.#refunding, due.refund);
    // What was settled just now is in the balances of the next round.
    const pushed = settled > 0 ? 0 : await this.#push();
    this.#reporting.vitals.hasSetAside([this.#settling, this.#refunding, this.#pushing].flatMap(setAsideOf));
    const nextIn = due.next === undefined ? undefined : Number(due.next - this.#tip.time);
    return { sent: settled + refunded + pushed, nextIn };
  }

  /** Writes down how far it is. */
  save(): void {
    const { confirmed } = this.#follower;
    if (confirmed === undefined || this.#settings.dryRun) return;
    this.#memory.save({ ...confirmed, pushedAt: this.#pushedAt });
    this.#savedAt = performance.now();
  }

  /** Only once: from then on whatever waits was sent by this keeper itself. */
  async #resume(): Promise<void> {
    if (this.#resumed || this.#settings.dryRun) return;
    const receipt = await this.#sender.resume();
    this.#resumed = true;
    if (receipt !== undefined) this.#onMined(receipt);
  }

  async #push(): Promise<number> {
    const { push, dryRun } = this.#settings;
    if (push === undefined || this.#tip.time < this.#pushedAt + push.every) return 0;
    const candidates = pushable(this.#follower.books, push.above);
    const held = await readPushable(
      this.#place.core,
      candidates.map(({ id }) => id),
      this.#follower.read,
    );
    const rich = candidates.filter((_, i) => (held[i] ?? 0n) > 0n && (held[i] ?? 0n) >= push.above);
    const sent = await this.#worker.work(this.#pushing, rich);
    if (dryRun || this.#signal.aborted) return sent;
    this.#pushedAt = this.#tip.time;
    this.save();
    return sent;
  }

  #see(head: Head, { settle, refund, since }: DueSales): void {
    const { books, read, reorganisations } = this.#follower;
    this.#settling.setAside.keep((id) => books.sales.has(id));
    this.#refunding.setAside.keep((id) => books.sales.has(id));
    this.#pushing.setAside.keep((id) => (books.payees.get(id)?.balance ?? 0n) > 0n);
    this.#reporting.vitals.saw({
      block: read,
      behind: head.number - read,
      openSales: books.sales.size,
      dueSales: settle.length + refund.length,
      overdueBy: since === undefined ? 0 : Number(this.#tip.time - since),
      reorganisations,
    });
  }

  async #lookAtAccount(): Promise<void> {
    if (performance.now() - this.#accountSeenAt < NOW_AND_THEN) return;
    const { provider, account } = this.#place;
    const price = priceIn(await readMarket(provider));
    const balance = await provider.getBalance(account);
    this.#reporting.vitals.sawAccount(account, balance, price * this.#settings.gasLimit);
    this.#accountSeenAt = performance.now();
  }

  #onConfirmed({ number }: Mark): void {
    this.#reporting.vitals.advanced(number, (this.#follower.head?.number ?? number) - number);
    if (performance.now() - this.#savedAt > NOW_AND_THEN) this.save();
  }

  #onMined(receipt: TransactionReceipt): void {
    const { core, address, unit } = this.#place;
    const { hash, blockNumber: block } = receipt;
    const tally = tallyOf(receipt, core, address);
    const what = receipt.status === 0 ? "failed" : tallyText(tally, unit);
    this.#reporting.vitals.mined(tally, { hash, block, what });
    const text = `${what} (block ${block}, ${hash})`;
    this.#reporting.log.info(text, { ...tally, hash, block, gas: receipt.gasUsed });
  }
}

function setAsideOf({ setAside, name }: Pick<Job<never>, "setAside" | "name">) {
  return setAside.reasons().map(([id, reason]) => [name(id), reason] as const);
}
