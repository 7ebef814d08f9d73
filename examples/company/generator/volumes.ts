import type { Network } from "./network.ts";
import type { Person } from "./story.ts";

const TOKEN = 1_000_000n;

/** Own and group volume of customers' purchases in a month, each rank needing both. */
const LADDER: readonly { readonly own: bigint; readonly group: bigint }[] = [
  { own: 20n * TOKEN, group: 100n * TOKEN },
  { own: 40n * TOKEN, group: 400n * TOKEN },
  { own: 60n * TOKEN, group: 1_500n * TOKEN },
  { own: 80n * TOKEN, group: 5_000n * TOKEN },
  { own: 100n * TOKEN, group: 20_000n * TOKEN },
];

/** What was sold to customers in a month, and the ranks that follow from it. Nothing counts people. */
export class Volumes {
  readonly #own = new Map<Person, bigint>();
  readonly #network: Network;
  readonly #ranks = new Map<Person, number>();

  constructor(network: Network) {
    this.#network = network;
  }

  add(seller: Person, volume: bigint): void {
    this.#own.set(seller, (this.#own.get(seller) ?? 0n) + volume);
  }

  /** Begins a new month. @returns Whose rank is to change, and to what. */
  close(): readonly (readonly [Person, number])[] {
    const group = this.#groups();
    const changes: (readonly [Person, number])[] = [];
    for (let person = 2; person <= this.#network.last; person++) {
      const own = this.#own.get(person) ?? 0n;
      const sum = group[person] ?? 0n;
      const rank = LADDER.findLastIndex((step) => own >= step.own && sum >= step.group) + 1;
      if (rank !== (this.#ranks.get(person) ?? 0)) changes.push([person, rank]);
      this.#ranks.set(person, rank);
    }
    this.#own.clear();
    return changes;
  }

  /** Nobody is his own upline, so that one pass from the last to the first is enough. */
  #groups(): readonly bigint[] {
    const group = this.#network.sponsors.map((_, person) => this.#own.get(person) ?? 0n);
    for (let person = this.#network.last; person > 1; person--) {
      const sponsor = this.#network.sponsorOf(person);
      group[sponsor] = (group[sponsor] ?? 0n) + (group[person] ?? 0n);
    }
    return group;
  }
}
