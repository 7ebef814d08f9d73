import { MOST_RANKS } from "../input/network.ts";
import type { Tree } from "../input/tree.ts";
import { INACTIVE } from "../lines/reasons.ts";
import type { Run } from "../run/run.ts";
import { holdersAbove } from "./holders.ts";
import { CLOSED, type Level, rateTable } from "./levels.ts";

/**
 * Generations that each payee has for himself: his first goes down to whoever has his rank or a higher one, and so on.
 * So several ranks are paid for the same source, each at most once a generation, and nothing is lost. Who is not active
 * bounds nothing.
 */
export class RelativeWalk<M> {
  readonly #run: Run<M>;
  readonly #above: Int32Array;
  readonly #bounds: Uint8Array;
  readonly #heads: boolean;
  readonly #rates: Int32Array;
  readonly #count: number;
  readonly #top: number;
  /** How many on the way so far bound the generations of each rank. */
  readonly #passed = new Int32Array(MOST_RANKS);

  /** @param bounds The rank by which each bounds generations, never below the one that he is paid as. */
  constructor(run: Run<M>, tree: Tree, bounds: Uint8Array, heads: boolean, levels: readonly Level[]) {
    this.#run = run;
    this.#bounds = bounds;
    this.#heads = heads;
    this.#rates = rateTable(run.plan, levels);
    this.#count = levels.length;
    this.#top = Math.max(0, run.plan.document.ranks.length - 1);
    this.#above = holdersAbove(tree, bounds, Math.min(...levels.map(({ rank }) => run.plan.rank(rank))));
  }

  /** @returns The rates that were paid together, in basis points. */
  pay(kind: number, source: number, from: number, base: M): number {
    const { lane, lines, figures } = this.#run;
    this.#passed.fill(0);
    if (this.#heads && figures.active[from] === 1) this.#pass(from);
    const first = this.#heads ? 1 : 0;
    let total = 0;
    for (let at = this.#above[from] as number; at !== 0 && !this.#allClosed(first); at = this.#above[at] as number) {
      if (figures.active[at] !== 1) {
        lines.skip(at, INACTIVE);
        continue;
      }
      const rank = Math.min(figures.rank[at] as number, this.#top);
      const level = (this.#passed[rank] as number) - first;
      const rate = level >= 0 && level < this.#count ? (this.#rates[level * MOST_RANKS + rank] as number) : CLOSED;
      this.#pass(at);
      if (rate === CLOSED) continue;
      total += rate;
      lines.pay(at, kind, source, level + 1, base, rate, lane.share(base, rate));
    }
    lines.forget();
    return total;
  }

  #pass(who: number): void {
    for (let rank = Math.min(this.#bounds[who] as number, this.#top); rank >= 0; rank--) {
      this.#passed[rank] = (this.#passed[rank] as number) + 1;
    }
  }

  /** Whether even of the highest rank all generations are behind. */
  #allClosed(first: number): boolean {
    return (this.#passed[this.#top] as number) - first >= this.#count;
  }
}
