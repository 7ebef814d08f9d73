// Work on long lists in slices, so that the page answers in between.

/** Lets the page draw and listen. */
export type Pause = () => Promise<void>;

/** Milliseconds of work between two pauses. */
const SLICE = 12;
/** Items that are worked on between two looks at the clock. */
const CHUNK = 512;

/** Pauses whenever a slice is over. */
class Clock {
  readonly #pause: Pause;
  readonly #signal: AbortSignal | undefined;
  #end = performance.now() + SLICE;

  constructor(pause: Pause, signal: AbortSignal | undefined) {
    this.#pause = pause;
    this.#signal = signal;
  }

  async tick(): Promise<void> {
    if (performance.now() < this.#end) return;
    await this.#pause();
    this.#signal?.throwIfAborted();
    this.#end = performance.now() + SLICE;
  }
}

/** In a browser: after whatever waits. */
export const untilIdle: Pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Sorts a list into a new one; equal items stay in their order.
 * @throws The signal's reason as soon as it is aborted.
 */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pause: Pause = untilIdle,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const clock = new Clock(pause, signal);
  let runs: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += CHUNK) {
    runs.push(items.slice(at, at + CHUNK).sort(compare));
    await clock.tick();
  }
  while (runs.length > 1) {
    const longer: (readonly T[])[] = [];
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(await merged(runs[i] ?? [], runs[i + 1] ?? [], compare, clock));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

async function merged<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
  clock: Clock,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let l = 0, r = 0; l < left.length || r < right.length; ) {
    const [a, b] = [left[l], right[r]];
    const takeLeft = r >= right.length || (l < left.length && compare(a as T, b as T) <= 0);
    all.push((takeLeft ? a : b) as T);
    if (takeLeft) l++;
    else r++;
    if (all.length % CHUNK === 0) await clock.tick();
  }
  return all;
}

/** Texts of chunks of a list, made in slices. */
export async function textInSlices<T>(
  items: readonly T[],
  text: (item: T) => string,
  pause: Pause = untilIdle,
): Promise<readonly string[]> {
  const clock = new Clock(pause, undefined);
  const texts: string[] = [];
  for (let at = 0; at < items.length; at += CHUNK) {
    texts.push(
      items
        .slice(at, at + CHUNK)
        .map(text)
        .join(""),
    );
    await clock.tick();
  }
  return texts;
}
