import { TooManyRequests } from "../failures.ts";

interface Bucket {
  /** Requests left. */
  left: number;
  /** When that was so, in milliseconds. */
  at: number;
}

const MINUTE = 60_000;
/** Clients that are remembered at once. */
const MOST_CLIENTS = 10_000;

/** Lets each client ask so often in a minute; whoever paused may ask as often at once, and no more. */
export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  /** In the order of their last requests. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Counts a request. @throws TooManyRequests */
  take(client: string): void {
    const now = this.#now();
    const { left, at } = this.#buckets.get(client) ?? { left: this.#perMinute, at: now };
    const refilled = Math.min(this.#perMinute, left + ((now - at) / MINUTE) * this.#perMinute);
    this.#buckets.delete(client);
    this.#buckets.set(client, { left: refilled < 1 ? refilled : refilled - 1, at: now });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_CLIENTS && oldest !== undefined) this.#buckets.delete(oldest);
    if (refilled < 1) throw new TooManyRequests(Math.ceil(((1 - refilled) / this.#perMinute) * (MINUTE / 1_000)));
  }
}
