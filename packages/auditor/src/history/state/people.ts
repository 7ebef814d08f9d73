// Everybody's standing and balance by column, so that a million people take little memory. It follows
// contracts/types/Distributor.sol: the "now" fields speak of a person's own period, until something moves it on.

/** Flags of a person. */
export const ACTIVE_NOW = 1;
export const ACTIVE_NEXT = 2;
export const PUSH_OFF = 4;
export const HELD = 8;
export const UNBOUND = 16;
export const IMPORTED = 32;
export const RECOVERING = 64;

/** Id of the company, whose balance is its share. */
export const COMPANY_ID = 1;
/** Volume of a period saturates here. */
export const MAX_VOLUME = (1n << 80n) - 1n;
const FIRST_CAPACITY = 1024;

/** How somebody stands in a period. */
export interface PeriodStanding {
  readonly active: boolean;
  readonly rank: number;
}

/** All distributors by id; the company is 1, and 0 is nobody. */
export class People {
  /** Id of the last. */
  count = 0;
  sponsor = new Uint32Array(FIRST_CAPACITY);
  period = new Uint16Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  rankNow = new Uint8Array(FIRST_CAPACITY);
  rankNext = new Uint8Array(FIRST_CAPACITY);
  /** Claimable, in token units. */
  readonly balance: bigint[] = [0n];
  /** Retail volume settled in the person's own period, in token units. */
  readonly volume: bigint[] = [0n];

  /** Adds the next distributor. @returns His id. */
  add(sponsor: number, period: number, flags: number, rank: number): number {
    const id = ++this.count;
    if (id === this.sponsor.length) this.#grow();
    this.sponsor[id] = sponsor;
    this.period[id] = period;
    this.flags[id] = flags;
    this.rankNow[id] = rank;
    this.rankNext[id] = rank;
    this.balance[id] = 0n;
    this.volume[id] = 0n;
    return id;
  }

  has(id: bigint): boolean {
    return id >= 1n && id <= BigInt(this.count);
  }

  credit(id: number, amount: bigint): void {
    this.balance[id] = this.balanceOf(id) + amount;
  }

  balanceOf(id: number): bigint {
    return this.balance[id] ?? 0n;
  }

  isSet(id: number, flag: number): boolean {
    return ((this.flags[id] ?? 0) & flag) !== 0;
  }

  set(id: number, flag: number, on: boolean): void {
    const flags = this.flags[id] ?? 0;
    this.flags[id] = on ? flags | flag : flags & ~flag;
  }

  /** As the person's own word says; a plan's threshold of 0 and the opening period are others' matter. */
  standing(id: number, period: number): PeriodStanding {
    const own = this.period[id] ?? 0;
    if (period === own) return { active: this.isSet(id, ACTIVE_NOW), rank: this.rankNow[id] ?? 0 };
    return { active: period === own + 1 && this.isSet(id, ACTIVE_NEXT), rank: this.rankNext[id] ?? 0 };
  }

  /** A rank counts from the next period on. */
  setRank(id: number, rank: number, period: number): void {
    this.#moveOn(id, period);
    this.rankNext[id] = rank;
  }

  /** Counts settled retail volume; who reaches the threshold is active in the next period. */
  addVolume(id: number, volume: bigint, threshold: bigint, period: number): void {
    this.#moveOn(id, period);
    const sum = (this.volume[id] ?? 0n) + volume;
    this.volume[id] = sum > MAX_VOLUME ? MAX_VOLUME : sum;
    if (sum >= threshold) this.set(id, ACTIVE_NEXT, true);
  }

  /** "Next" becomes "now", and the volume starts anew. */
  #moveOn(id: number, period: number): void {
    if (this.period[id] === period) return;
    const { active, rank } = this.standing(id, period);
    this.set(id, ACTIVE_NOW, active);
    this.set(id, ACTIVE_NEXT, false);
    this.rankNow[id] = rank;
    this.volume[id] = 0n;
    this.period[id] = period;
  }

  #grow(): void {
    const length = 2 * this.sponsor.length;
    this.sponsor = larger(this.sponsor, new Uint32Array(length));
    this.period = larger(this.period, new Uint16Array(length));
    this.flags = larger(this.flags, new Uint8Array(length));
    this.rankNow = larger(this.rankNow, new Uint8Array(length));
    this.rankNext = larger(this.rankNext, new Uint8Array(length));
  }
}

function larger<T extends Uint8Array | Uint16Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
