import type { Lane } from "../money/lane.ts";

/** Volume that cycles take from two sides. */
export interface SidesTaken<M> {
  left: M;
  right: M;
  /** How many cycles. */
  cycles: M;
}

/**
 * Takes cycles from two sides, each `less` from the side that has less at that moment, the left one if both have as
 * much, and `more` from the other: so the two may change places from cycle to cycle.
 */
export class SideTaker<M> {
  readonly #lane: Lane<M>;
  readonly #less: M;
  readonly #more: M;

  /** @param less Above 0. @param more At least as much. */
  constructor(lane: Lane<M>, less: M, more: M) {
    this.#lane = lane;
    this.#less = less;
    this.#more = more;
  }

  /** Whether there is enough for one cycle. */
  fits(left: M, right: M): boolean {
    const lane = this.#lane;
    return !lane.less(lane.min(left, right), this.#less) && !lane.less(lane.max(left, right), this.#more);
  }

  /** Takes as many cycles as there are, but no more than `most`. */
  take(left: M, right: M, most: M | undefined, out: SidesTaken<M>): void {
    const lane = this.#lane;
    out.left = lane.zero;
    out.right = lane.zero;
    out.cycles = lane.zero;
    this.#takeInOneOrder(left, right, most, out);
    this.#takePairs(left, right, most, out);
    while (this.fits(lane.sub(left, out.left), lane.sub(right, out.right)) && this.#mayTake(most, out)) {
      this.#takeSome(left, right, lane.of(1n), out);
    }
  }

  /** Cycles while the sides differ by so much that they do not change places. */
  #takeInOneOrder(left: M, right: M, most: M | undefined, out: SidesTaken<M>): void {
    const lane = this.#lane;
    const [less, more] = [lane.min(left, right), lane.max(left, right)];
    let count = lane.min(lane.quotient(less, this.#less), lane.quotient(more, this.#more));
    const apart = lane.sub(this.#more, this.#less);
    if (lane.less(lane.zero, apart)) count = lane.min(count, lane.quotient(lane.sub(more, less), apart));
    if (most !== undefined) count = lane.min(count, most);
    this.#takeSome(left, right, count, out);
  }

  /** From there on the sides change places at each cycle, and two of them take as much from both. */
  #takePairs(left: M, right: M, most: M | undefined, out: SidesTaken<M>): void {
    const lane = this.#lane;
    const two = lane.of(2n);
    const both = lane.add(this.#less, this.#more);
    let pairs = lane.quotient(lane.min(lane.sub(left, out.left), lane.sub(right, out.right)), both);
    if (most !== undefined) pairs = lane.min(pairs, lane.quotient(lane.sub(most, out.cycles), two));
    out.left = lane.add(out.left, lane.times(both, pairs));
    out.right = lane.add(out.right, lane.times(both, pairs));
    out.cycles = lane.add(out.cycles, lane.times(two, pairs));
  }

  #mayTake(most: M | undefined, { cycles }: SidesTaken<M>): boolean {
    return most === undefined || this.#lane.less(cycles, most);
  }

  #takeSome(left: M, right: M, count: M, out: SidesTaken<M>): void {
    const lane = this.#lane;
    const rightHasLess = lane.less(lane.sub(right, out.right), lane.sub(left, out.left));
    out.left = lane.add(out.left, lane.times(rightHasLess ? this.#more : this.#less, count));
    out.right = lane.add(out.right, lane.times(rightHasLess ? this.#less : this.#more, count));
    out.cycles = lane.add(out.cycles, count);
  }
}
