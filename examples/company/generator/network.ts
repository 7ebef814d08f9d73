import type { Random } from "./random.ts";
import type { Person } from "./story.ts";

const COMPANY: Person = 1;

/** Who sponsored whom, and how much each sells. Few recruit many, and few sell much, as in every real network. */
export class Network {
  /** By person; the company's is 0. */
  readonly sponsors: Person[] = [0, 0];
  /** Day from which on somebody has a wallet, where that is not from the beginning. */
  readonly #walletFrom = new Map<Person, number>();
  /** Everybody as often as his diligence says. */
  readonly #sellers: Person[] = [];
  readonly #selling = new Set<Person>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  get last(): Person {
    return this.sponsors.length - 1;
  }

  sponsorOf(person: Person): Person {
    return this.sponsors[person] ?? COMPANY;
  }

  /** Somebody who came without a wallet binds one on this day. */
  bindOn(person: Person, day: number): void {
    this.#walletFrom.set(person, day);
  }

  /** Whether somebody can sign and buy by himself, from the day after he bound his wallet on. */
  hasWallet(person: Person, day: number): boolean {
    return day > (this.#walletFrom.get(person) ?? -1);
  }

  /** Somebody joins. @param day Of his enrolment, for which the sponsor signs; undefined where he is imported. */
  join(day?: number): { readonly person: Person; readonly sponsor: Person } {
    let sponsor = this.#recruiter();
    while (day !== undefined && !this.hasWallet(sponsor, day)) sponsor = this.sponsorOf(sponsor);
    this.sponsors.push(sponsor);
    const person = this.last;
    const diligence = this.#random.weighted([
      [60, 0],
      [25, 1],
      [12, 4],
      [3, 15],
    ]);
    for (let i = 0; i < diligence; i++) this.#sellers.push(person);
    if (diligence > 0) this.#selling.add(person);
    return { person, sponsor };
  }

  /**
   * Whoever has recruited is more likely to recruit again: half of the time it is the sponsor of somebody at random. The
   * company itself sponsors only the first few.
   */
  #recruiter(): Person {
    if (this.last < FOUNDERS) return COMPANY;
    const somebody = this.#random.between(COMPANY + 1, this.last);
    const other = this.sponsorOf(somebody);
    return this.#random.chance(50) && other !== COMPANY ? other : somebody;
  }

  /** Whether somebody is one of those who sell at all. */
  sells(person: Person): boolean {
    return this.#selling.has(person);
  }

  /** Who makes the next sale; undefined while nobody sells. */
  seller(): Person | undefined {
    return this.#sellers.length === 0 ? undefined : this.#random.pick(this.#sellers);
  }
}

const FOUNDERS = 6;
