/** Something that could not be done, and when it is tried again. */
interface Failure {
  readonly times: number;
  /** In milliseconds, by the keeper's clock. */
  readonly until: number;
  readonly reason: string;
}

const FIRST = 60_000;
const LONGEST = 3_600_000;

/** How long after so many failures in a row, in milliseconds: a minute, then twice as long each time, an hour at most. */
export function patience(failures: number): number {
  return Math.min(FIRST * 2 ** (failures - 1), LONGEST);
}

/** Keeps what cannot be done, by its number, out of the way of the rest, and lets it be tried again after a while. */
export class SetAside {
  readonly #failures = new Map<bigint, Failure>();
  readonly #now: () => number;

  /** @param now In milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  add(id: bigint, reason: string): void {
    const times = (this.#failures.get(id)?.times ?? 0) + 1;
    this.#failures.set(id, { times, until: this.#now() + patience(times), reason });
  }

  /** Whether it is to be left alone for now. */
  has(id: bigint): boolean {
    return (this.#failures.get(id)?.until ?? Number.NEGATIVE_INFINITY) > this.#now();
  }

  /** It was done. */
  delete(id: bigint): void {
    this.#failures.delete(id);
  }

  /** Forgets what does not exist any more. @param exists Whether something does. */
  keep(exists: (id: bigint) => boolean): void {
    for (const id of this.#failures.keys()) if (!exists(id)) this.#failures.delete(id);
  }

  /** What could not be done when it was tried last, and why. */
  reasons(): readonly (readonly [id: bigint, reason: string])[] {
    return [...this.#failures].map(([id, { reason }]) => [id, reason]);
  }
}
