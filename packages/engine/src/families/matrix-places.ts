import { enrolmentOrder } from "../input/enrolment.ts";
import type { Network } from "../input/network.ts";
import { Problems } from "../input/problems.ts";

/** How places are given. */
export interface PlaceRules {
  /** How many stand directly below a place. */
  readonly width: number;
  /** How many levels below a place are its matrix. */
  readonly depth: number;
  /** As the input says; or the first free place below the sponsor; or below the company, which is then a place too. */
  readonly placement: "given" | "sponsor" | "company";
  /** Whether who finds the places directly below his sponsor taken gets one further down. */
  readonly spillover: boolean;
  readonly reentry: boolean;
}

/** Who stands where. Everybody's first place has his own number; places of re-entries have the numbers after them. */
export interface Places {
  /** The place above each; 0 for the company, and for who has no place below anybody. */
  readonly above: Int32Array;
  /** Whose each place is. */
  readonly owner: Int32Array;
  /** How many matrices of each distributor are full. */
  readonly completed: Int32Array;
}

/** How many places a matrix has: the sum of width to the power of each level. */
export function matrixCapacity(width: number, depth: number): bigint {
  let capacity = 0n;
  for (let level = 1; level <= depth; level++) capacity += BigInt(width) ** BigInt(level);
  return capacity;
}

/**
 * Gives everybody a place: in the order of enrolment, ties by id, a sponsor before those whom he sponsored; breadth
 * first, from the left.
 * @throws InputInvalid where the input places more below somebody than the width.
 */
export function placesOf(network: Network, rules: PlaceRules): Places {
  const filling = new Filling(network, rules);
  if (rules.placement === "given") checkWidth(network, rules.width);
  const above = rules.placement === "given" ? network.placements : network.sponsors;
  for (const who of enrolmentOrder(network, above)) filling.place(who);
  return filling;
}

function checkWidth({ size, ids, placements, row }: Network, width: number): void {
  const problems = new Problems("distributors");
  for (let index = 1; index <= size; index++) {
    const below = placements.childrenOf(index);
    for (const child of below.subarray(width)) {
      problems.add(row[child] as number, "placement", ids.at(index), `a place with fewer than ${width} below it`);
    }
  }
  problems.finish();
}

/** A matrix while it is filled. */
class Filling implements Places {
  readonly above: Int32Array;
  readonly owner: Int32Array;
  readonly completed: Int32Array;
  readonly #network: Network;
  readonly #rules: PlaceRules;
  readonly #capacity: bigint;
  /** How many stand in the matrix below each place. */
  readonly #filled: Int32Array;
  readonly #below: Int32Array;
  /** First place below each, and the next one beside each; 0 for none. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #next: Int32Array;
  /** The newest place of each distributor. */
  readonly #newest: Int32Array;
  /** Places in the order in which they are looked through, for each start; full ones are behind `head`. */
  readonly #searches = new Map<number, { readonly queue: number[]; head: number }>();
  #places: number;

  constructor(network: Network, rules: PlaceRules) {
    // A matrix of two or more wide and d deep takes at least twice d places, each of which is in d matrices: so there
    // are never more re-entries than distributors.
    const most = (rules.reentry ? 2 : 1) * network.size + 1;
    this.#network = network;
    this.#rules = rules;
    this.#capacity = matrixCapacity(rules.width, rules.depth);
    this.#places = network.size;
    this.above = new Int32Array(most);
    this.owner = Int32Array.from({ length: most }, (_, index) => (index <= network.size ? index : 0));
    this.completed = new Int32Array(network.size + 1);
    this.#newest = Int32Array.from({ length: network.size + 1 }, (_, index) => index);
    this.#filled = new Int32Array(most);
    this.#below = new Int32Array(most);
    this.#first = new Int32Array(most);
    this.#last = new Int32Array(most);
    this.#next = new Int32Array(most);
  }

  /** Gives a distributor his first place, and further ones to those whose matrices that fills. */
  place(who: number): void {
    const waiting = [who];
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      const above = this.#findAbove(this.owner[place] as number);
      if (above < 0) continue;
      this.#put(place, above);
      this.#count(place, waiting);
    }
  }

  /** The place below which somebody is put; -1 if there is none. */
  #findAbove(who: number): number {
    const { placement, spillover, width } = this.#rules;
    if (placement === "given") return this.#network.placements.parentOf(who);
    const sponsor = this.#network.sponsors.parentOf(who);
    const start = placement === "company" ? 0 : (this.#newest[sponsor] as number);
    if (start === 0 && placement === "sponsor") return 0;
    if (!spillover) return (this.#below[start] as number) < width ? start : -1;
    return this.#firstFree(start);
  }

  #firstFree(start: number): number {
    const search = this.#searches.get(start) ?? { queue: [start], head: 0 };
    this.#searches.set(start, search);
    const { queue } = search;
    for (;;) {
      const place = queue[search.head] as number;
      if ((this.#below[place] as number) < this.#rules.width) return place;
      for (let at = this.#first[place] as number; at !== 0; at = this.#next[at] as number) queue.push(at);
      search.head++;
    }
  }

  #put(place: number, above: number): void {
    this.above[place] = above;
    this.#below[above] = (this.#below[above] as number) + 1;
    if (this.#first[above] === 0) this.#first[above] = place;
    else this.#next[this.#last[above] as number] = place;
    this.#last[above] = place;
  }

  /** Counts a new place in the matrices above it. Whose is full enters again, where the plan says so. */
  #count(place: number, waiting: number[]): void {
    let at = this.above[place] as number;
    for (let level = 1; level <= this.#rules.depth && at !== 0; level++) {
      const filled = (this.#filled[at] as number) + 1;
      this.#filled[at] = filled;
      if (BigInt(filled) === this.#capacity) this.#complete(this.owner[at] as number, waiting);
      at = this.above[at] as number;
    }
  }

  #complete(who: number, waiting: number[]): void {
    this.completed[who] = (this.completed[who] as number) + 1;
    if (!this.#rules.reentry) return;
    const place = ++this.#places;
    this.owner[place] = who;
    this.#newest[who] = place;
    waiting.push(place);
  }
}
