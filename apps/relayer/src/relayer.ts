import type { Environment } from "./environment.ts";
import { RelayFailure } from "./failures.ts";
import type { Log } from "./log.ts";
import { type Contracts, requestId } from "./requests/call.ts";
import { readRequest } from "./requests/read-request.ts";
import type { Relayed } from "./sending/records.ts";
import { type Desk, Sender } from "./sending/sender.ts";
import { Watcher } from "./sending/watcher.ts";

/** A request that stands or succeeded is never sent again. */
const STANDING: readonly Relayed["state"][] = ["pending", "confirmed"];

/** Takes what people signed, sends it once, and knows how far it is. */
export class Relayer {
  readonly #desk: Desk;
  readonly #contracts: Contracts;
  readonly #log: Log;
  readonly #sender: Sender;
  readonly #watcher: Watcher;
  /** Requests that are being sent. */
  readonly #underWay = new Map<string, Promise<Relayed>>();

  constructor(desk: Desk, contracts: Contracts, patience: Pick<Environment, "stuckAfter" | "confirmations">, log: Log) {
    this.#desk = desk;
    this.#contracts = contracts;
    this.#log = log;
    this.#sender = new Sender(desk);
    this.#watcher = new Watcher(desk, patience);
  }

  /** @returns Undefined if no such request was sent, or it was long ago. */
  find(id: string): Relayed | undefined {
    return this.#desk.records.get(id);
  }

  /**
   * Sends a request, unless it was sent before.
   * @param value Parsed JSON.
   * @throws RelayFailure; nothing was sent then.
   */
  async relay(value: unknown): Promise<{ readonly relayed: Relayed; readonly known: boolean }> {
    const request = readRequest(value, this.#contracts);
    const id = requestId(this.#contracts.chainId, request);
    const before = this.find(id);
    if (before !== undefined && STANDING.includes(before.state)) return { relayed: before, known: true };
    const underWay = this.#underWay.get(id);
    if (underWay !== undefined) return { relayed: await underWay, known: true };
    const sending = this.#sender.send(id, request);
    this.#underWay.set(id, sending);
    try {
      const relayed = await sending;
      this.#log("sent", { id, kind: request.kind, nonce: relayed.nonce, transaction: relayed.hashes[0] });
      return { relayed, known: false };
    } catch (error) {
      const name = error instanceof RelayFailure ? error.name : "unexpected";
      this.#log("refused", { id, kind: request.kind, name });
      throw error;
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** Sees to what was sent until the signal, every so many milliseconds. */
  async watch(every: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#watcher.round();
      } catch (error) {
        this.#log("watching", { problem: error instanceof RelayFailure ? error.name : String(error) });
      }
      await pause(every, signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
