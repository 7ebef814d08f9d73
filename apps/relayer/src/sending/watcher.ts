import type { Receipt } from "./chain.ts";
import { raisedFees } from "./fees.ts";
import { dayOf, type Relayed } from "./records.ts";
import { type Desk, sign, submit } from "./sender.ts";

/** When a transaction is sent again, and when it counts as done. */
export interface Patience {
  /** Seconds in no block after which a higher fee is offered. */
  readonly stuckAfter: number;
  /** Blocks on top after which it is not looked at any more. */
  readonly confirmations: number;
}

/** Rounds in which a number was used and no transaction found, before it counts as another's. */
const ROUNDS_MISSED = 3;
const SECOND = 1_000;

/** Sees each transaction to its end: into a block, with a higher fee if it must be, and back after a reorganisation. */
export class Watcher {
  readonly #desk: Desk;
  readonly #patience: Patience;
  readonly #offeredAt = new Map<string, number>();
  readonly #missed = new Map<string, number>();
  #head = -1;

  constructor(desk: Desk, patience: Patience) {
    this.#desk = desk;
    this.#patience = patience;
  }

  /** Looks at every transaction that may still change. @throws EndpointDown */
  async round(): Promise<void> {
    const { records, chain, now } = this.#desk;
    records.forget(now());
    const open = records.open();
    if (open.length === 0) return;
    const [head, count] = [await chain.head(), await chain.count("latest")];
    const before = this.#head;
    this.#head = head;
    // What is in a block changes only with another block.
    const due = open.filter(({ state }) => state === "pending" || head !== before);
    for (const record of due) await this.#look(record, head, count);
  }

  async #look(record: Relayed, head: number, count: number): Promise<void> {
    const found = await this.#receiptOf(record);
    if (found !== undefined) return this.#ended(record, found, head);
    if (record.state !== "pending") return this.#takenBack(record);
    if (record.nonce < count) return this.#missing(record);
    this.#missed.delete(record.id);
    const since = this.#offeredAt.get(record.id) ?? record.sentAt;
    if (this.#desk.now() - since > this.#patience.stuckAfter * SECOND) await this.#offerMore(record);
  }

  async #receiptOf({ hashes }: Relayed): Promise<(Receipt & { readonly hash: string }) | undefined> {
    for (const hash of hashes.toReversed()) {
      const receipt = await this.#desk.chain.receipt(hash);
      if (receipt !== undefined) return { ...receipt, hash };
    }
    return undefined;
  }

  async #ended(
    record: Relayed,
    { block, succeeded, cost, hash }: Receipt & { readonly hash: string },
    head: number,
  ): Promise<void> {
    const final = head - block >= this.#patience.confirmations;
    if (record.block === block && record.final === final) return;
    // The last hash is the one that counts.
    const hashes = [...record.hashes.filter((other) => other !== hash), hash];
    const ended = { ...record, hashes, block, cost, final };
    if (succeeded) return this.#write({ ...ended, state: "confirmed" });
    const problem = record.problem ?? (await this.#problem(record, block));
    this.#write({ ...ended, state: "failed", problem });
  }

  async #problem({ call }: Relayed, block: number): Promise<NonNullable<Relayed["problem"]>> {
    const { name, sentence, advice } = await this.#desk.chain.explainFailure(call, block);
    return { name, sentence, advice };
  }

  /** A reorganisation took its block back. */
  async #takenBack({ block: _, problem: __, ...record }: Relayed): Promise<void> {
    const cost = record.gasLimit * record.fees.maxFeePerGas;
    this.#write({ ...record, state: "pending", cost, final: false });
    await this.#again(record);
  }

  /** Its number is used, and not by one of its transactions; an endpoint may be behind another for a moment. */
  #missing(record: Relayed): void {
    const rounds = (this.#missed.get(record.id) ?? 0) + 1;
    this.#missed.set(record.id, rounds);
    if (rounds >= ROUNDS_MISSED) this.#write({ ...record, state: "replaced", cost: 0n, final: true });
  }

  async #offerMore(record: Relayed): Promise<void> {
    const { chain, limits, records, now } = this.#desk;
    this.#offeredAt.set(record.id, now());
    const fees = raisedFees(record.fees, await chain.market(), limits.feePerGas);
    const cost = fees === undefined ? 0n : record.gasLimit * fees.maxFeePerGas;
    const more = cost - record.cost;
    if (fees === undefined || records.spentOn(dayOf(now())) + more > limits.daily) return this.#again(record);
    const { raw, hash } = await sign(this.#desk, { ...record, fees });
    this.#write({ ...record, fees, cost, hashes: [...record.hashes, hash] });
    await submit(chain, raw);
  }

  /** Hands the same transaction in again, in case the node has lost it. */
  async #again(record: Omit<Relayed, "state">): Promise<void> {
    await submit(this.#desk.chain, (await sign(this.#desk, record)).raw);
  }

  #write(record: Relayed): void {
    this.#desk.records.write(record);
    if (record.final) {
      this.#offeredAt.delete(record.id);
      this.#missed.delete(record.id);
    }
  }
}
