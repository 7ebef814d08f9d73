// The walk of a plan over the upline of a sale, as the contracts make it: who was paid for which level and rank, and who
// was passed over and why. It works out what a receipt does not tell; the receipt's amounts show whether it is right.
import { COMPANY, type Plan, type QuotedCredit, type Skipped } from "@upline/protocol";

/** Somebody of the line, as he stood when the sale was placed. */
export interface Walker {
  readonly id: bigint;
  readonly active: boolean;
  readonly rank: bigint;
}

/** A sale, as far as the plan looks at it. Amounts in token units. */
export interface Walked {
  /** Commissionable volume. */
  readonly volume: bigint;
  /** The seller's retail profit. */
  readonly profit: bigint;
  /** Whether it pays commissions: a seller's purchase from himself may not. */
  readonly pays: boolean;
}

/** What everybody of the line got, and who got nothing for a level and why. */
export interface Outcome {
  readonly credits: readonly QuotedCredit[];
  readonly skipped: readonly Skipped[];
}

const BASIS_POINTS = 10_000n;

class Walk {
  readonly credits: QuotedCredit[] = [];
  readonly skipped: Skipped[] = [];
  readonly #plan: Plan;
  readonly #volume: bigint;
  readonly #byRank: boolean;
  readonly #lastLevel: number;
  readonly #top: bigint;
  #level = 0;
  #highest = 0n;

  constructor(plan: Plan, volume: bigint) {
    [this.#plan, this.#volume] = [plan, volume];
    this.#lastLevel = plan.rates.findLastIndex((rate) => rate > 0n);
    this.#top = plan.rankRates.reduce((most, rate) => (rate > most ? rate : most), 0n);
    this.#byRank = this.#top > 0n;
  }

  /** Nothing is left to be paid, whoever comes. */
  get isOver(): boolean {
    return !this.#hasLevels && this.#highest === this.#top;
  }

  get #hasLevels(): boolean {
    return this.#level <= this.#lastLevel;
  }

  /** Looks at the next of the line. @param profit What the seller gets besides. */
  look(who: Walker, profit = 0n): void {
    const level = this.#level;
    const counted = !this.#hasLevels;
    const forLevel = counted ? 0n : this.#fill(who);
    const differential = this.#byRank ? this.#forRank(who, level, counted) : 0n;
    // Where no levels are left, the uplines are counted.
    if (counted && this.#byRank) this.#level += 1;
    const amount = profit + forLevel + differential;
    if (amount > 0n) this.credits.push({ level: BigInt(level), id: who.id, amount, differential });
  }

  /** The share of the level to be filled; moves on where it is filled or used up. */
  #fill({ id, active, rank }: Walker): bigint {
    const level = this.#level;
    const open = rank >= (this.#plan.openRanks[level] ?? 0n);
    if (active && open) {
      this.#level += 1;
      return ((this.#plan.rates[level] ?? 0n) * this.#volume) / BASIS_POINTS;
    }
    this.skipped.push({ level: BigInt(level), id, reason: active ? "rankTooLow" : "inactive" });
    if (level === 0 || this.#usesUp(active)) this.#level += 1;
    return 0n;
  }

  #usesUp(active: boolean): boolean {
    const { compression } = this.#plan;
    return compression === "none" || (active && compression === "standard");
  }

  /** What his rank's rate is above the highest below him. */
  #forRank({ id, active, rank }: Walker, level: number, counted: boolean): bigint {
    const own = this.#plan.rankRates[Number(rank)] ?? 0n;
    if (!active) {
      if (counted) this.skipped.push({ level: BigInt(level), id, reason: "inactive" });
      return 0n;
    }
    if (own <= this.#highest) {
      this.skipped.push({ level: BigInt(level), id, reason: "noDifference" });
      return 0n;
    }
    const share = ((own - this.#highest) * this.#volume) / BASIS_POINTS;
    this.#highest = own;
    return share;
  }
}

/** @param line First the seller, then his sponsor, and so on; the company ends it. */
export function walk(plan: Plan, line: readonly Walker[], { volume, profit, pays }: Walked): Outcome {
  const [seller, ...above] = line;
  if (seller === undefined || seller.id === COMPANY) return { credits: [], skipped: [] };
  if (!pays) {
    const credits = profit > 0n ? [{ level: 0n, id: seller.id, amount: profit, differential: 0n }] : [];
    return { credits, skipped: [] };
  }
  const made = new Walk(plan, volume);
  made.look(seller, profit);
  for (const who of above.slice(0, Number(plan.walk))) {
    if (made.isOver || who.id === COMPANY) break;
    made.look(who);
  }
  return { credits: made.credits, skipped: made.skipped };
}
