import type { LevelledMember, TeamSource } from "./member.ts";

/** Rows of one request. */
const PAGE = 1_000;

/** How much of a roll is there. */
export type RollState = "reading" | "complete" | "stopped" | "failed";

/** Everybody below somebody, in the order of their numbers, read page after page. */
export class Roll {
  readonly top: bigint;
  readonly #source: TeamSource;
  readonly #listeners = new Set<() => void>();
  readonly #rows: LevelledMember[] = [];
  #next: bigint | undefined = 0n;
  #state: RollState = "stopped";
  #version = 0;
  /** Why the last page failed. */
  error: unknown;

  constructor(top: bigint, source: TeamSource) {
    this.top = top;
    this.#source = source;
  }

  get state(): RollState {
    return this.#state;
  }

  /** Whoever has been read so far. */
  get rows(): readonly LevelledMember[] {
    return this.#rows;
  }

  /** Counts changes. */
  get version(): number {
    return this.#version;
  }

  /** Calls back after each change. @returns What ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on reading from where it was stopped or failed, until the end or the signal. A failure is kept in `error`. */
  async read(signal: AbortSignal): Promise<void> {
    if (this.#state === "reading" || this.#state === "complete") return;
    this.#become("reading");
    try {
      while (this.#next !== undefined && !signal.aborted) await this.#page(this.#next, signal);
      this.#become(this.#next === undefined ? "complete" : "stopped");
    } catch (error) {
      this.error = error;
      this.#become(signal.aborted ? "stopped" : "failed");
    }
  }

  async #page(after: bigint, signal: AbortSignal): Promise<void> {
    const { rows, next } = await this.#source.downline(this.top, after, PAGE, signal);
    for (const row of rows) this.#rows.push(row);
    this.#next = next;
    this.#become(this.#state);
  }

  #become(state: RollState): void {
    this.#state = state;
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
