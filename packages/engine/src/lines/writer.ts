import type { Column, Lane } from "../money/lane.ts";
import { LineBatch, type Names, NO_LEVEL, NO_RATE, type Sink } from "./batch.ts";
import { ADJUSTMENT, BREAKAGE, COMMISSION, FROM_NOTHING, PRODUCT_CREDIT, REMAINDER } from "./line.ts";
import { NONE, ROUNDING } from "./reasons.ts";

/** How many lines a batch holds before it goes to the sink, unless there are never so many. */
export const BATCH_LINES = 8192;

/** What one bonus or cap came to. */
export interface BonusTotals<M> {
  /** Commissions, less what caps took away under this name. */
  paid: M;
  /** Credit for goods. */
  product: M;
  /** What nobody was qualified for. */
  breakage: M;
  /** What the plan gives away, before each line is rounded. */
  promised: M;
  lines: number;
}

/**
 * Writes lines and keeps the sums. A family calls `skip` and `fact` for the line that it writes next, `pay` or `lose`
 * for the line, and `promise` for what its lines should come to, so that what rounding leaves has a line of its own.
 */
export class LineWriter<M> {
  readonly #lane: Lane<M>;
  readonly #batch: LineBatch<M>;
  readonly #sink: Sink | undefined;
  readonly #people: number;
  readonly #totals: BonusTotals<M>[];
  readonly #earned: (Column<M> | undefined)[] = [];
  /** Adds what a walk has summed up itself, see `wanted`. */
  readonly #summedUp: (() => void)[] = [];
  #bonus = 0;
  #skips = 0;
  #facts = 0;

  /**
   * @param sink Undefined if nobody wants the lines; the sums are kept all the same.
   * @param count Of bonuses and caps.
   * @param capacity How many lines a batch holds.
   */
  constructor(
    lane: Lane<M>,
    names: Names,
    sink: Sink | undefined,
    count: number,
    people: number,
    capacity = BATCH_LINES,
  ) {
    this.#lane = lane;
    this.#batch = new LineBatch(lane, names, capacity);
    this.#sink = sink;
    this.#people = people;
    const zero = lane.zero;
    this.#totals = Array.from({ length: count }, () => ({
      paid: zero,
      product: zero,
      breakage: zero,
      promised: zero,
      lines: 0,
    }));
  }

  /** Whether anybody takes the lines. If not, whoever writes many may sum them up by person, see `atEnd`. */
  get wanted(): boolean {
    return this.#sink !== undefined;
  }

  /** Called once when the bonus ends, before its remainder is known. */
  atEnd(add: () => void): void {
    this.#summedUp.push(add);
  }

  /** The lines that follow belong to this bonus. */
  begin(bonus: number): void {
    this.#bonus = bonus;
  }

  totals(bonus: number): Readonly<BonusTotals<M>> {
    return this.#totals[bonus] as BonusTotals<M>;
  }

  /** What each distributor was paid by a bonus; undefined if it paid nobody. A cap's amounts are below 0. */
  earned(bonus: number): Column<M> | undefined {
    return this.#earned[bonus];
  }

  /** What a distributor was paid by all bonuses so far, less what caps took away. */
  earnedInAll(distributor: number): M {
    let sum = this.#lane.zero;
    for (const earned of this.#earned) if (earned !== undefined) sum = this.#lane.add(sum, earned.get(distributor));
    return sum;
  }

  /** Somebody was looked at for the next line and passed over. */
  skip(distributor: number, reason: number): void {
    if (this.#sink === undefined) return;
    const batch = this.#batch;
    if (this.#skips === batch.skipped.length) {
      batch.skipped = doubled(batch.skipped, Int32Array);
      batch.skippedWhy = doubled(batch.skippedWhy, Uint8Array);
    }
    batch.skipped[this.#skips] = distributor;
    batch.skippedWhy[this.#skips++] = reason;
  }

  /** A figure of the next line, in the order of the family's facts. */
  fact(value: M): void {
    if (this.#sink === undefined) return;
    this.#batch.facts[this.#facts++] = value;
  }

  /** Forgets what was skipped and noted for a line that is not written. */
  forget(): void {
    this.#skips = this.#batch.skippedFrom[this.#batch.length] as number;
    this.#facts = this.#batch.factsFrom[this.#batch.length] as number;
  }

  /** What the bonus gives away of one source, rounded once. */
  promise(amount: M): void {
    const totals = this.#totals[this.#bonus] as BonusTotals<M>;
    totals.promised = this.#lane.add(totals.promised, amount);
  }

  /** A commission. Nothing is written for 0. */
  pay(to: number, sourceKind: number, source: number, level: number, base: M, rate: number, amount: M): void {
    if (this.#isNothing(amount)) return;
    const totals = this.#totals[this.#bonus] as BonusTotals<M>;
    totals.paid = this.#lane.add(totals.paid, amount);
    this.#credit(to, amount);
    this.#write(COMMISSION, to, sourceKind, source, level, base, rate, amount, NONE);
  }

  /** Credit for goods, which is no money and is not counted as paid. */
  give(to: number, sourceKind: number, source: number, base: M, rate: number, amount: M): void {
    if (this.#isNothing(amount)) return;
    const totals = this.#totals[this.#bonus] as BonusTotals<M>;
    totals.product = this.#lane.add(totals.product, amount);
    this.#write(PRODUCT_CREDIT, to, sourceKind, source, NO_LEVEL, base, rate, amount, NONE);
  }

  /** What nobody was qualified for, and why. Nothing is written for 0. */
  lose(reason: number, sourceKind: number, source: number, level: number, base: M, rate: number, amount: M): void {
    if (this.#isNothing(amount)) return;
    const totals = this.#totals[this.#bonus] as BonusTotals<M>;
    totals.breakage = this.#lane.add(totals.breakage, amount);
    this.#write(BREAKAGE, 0, sourceKind, source, level, base, rate, amount, reason);
  }

  /** Many commissions to one person, summed up. @param lines How many of them are above 0: at least one. */
  payMany(to: number, amount: M, lines: number): void {
    const totals = this.#totals[this.#bonus] as BonusTotals<M>;
    totals.paid = this.#lane.add(totals.paid, amount);
    totals.lines += lines;
    this.#credit(to, amount);
  }

  /** Many lines of what nobody was qualified for, summed up. @param lines How many of them were above 0. */
  loseMany(amount: M, lines: number): void {
    const totals = this.#totals[this.#bonus] as BonusTotals<M>;
    totals.breakage = this.#lane.add(totals.breakage, amount);
    totals.lines += lines;
  }

  /** What a cap takes away from somebody. @param amount Above 0. */
  takeAway(from: number, reason: number, base: M, rate: number, amount: M): void {
    if (this.#isNothing(amount)) return;
    const less = this.#lane.sub(this.#lane.zero, amount);
    const totals = this.#totals[this.#bonus] as BonusTotals<M>;
    totals.paid = this.#lane.add(totals.paid, less);
    this.#credit(from, less);
    this.#write(ADJUSTMENT, from, FROM_NOTHING, 0, NO_LEVEL, base, rate, less, reason);
  }

  /** Writes what rounding left of the bonus's promises. Under half-up it may be below 0. */
  end(): void {
    for (const add of this.#summedUp.splice(0)) add();
    const { paid, product, breakage, promised } = this.#totals[this.#bonus] as BonusTotals<M>;
    const lane = this.#lane;
    const given = lane.add(lane.add(paid, product), breakage);
    const rest = lane.sub(promised, given);
    if (lane.big(promised) === 0n || lane.big(rest) === 0n) return;
    this.#write(REMAINDER, 0, FROM_NOTHING, 0, NO_LEVEL, promised, NO_RATE, rest, ROUNDING);
  }

  /** Hands the lines that are still waiting to the sink. */
  flush(): void {
    if (this.#batch.length === 0) return;
    this.#sink?.(this.#batch as LineBatch);
    this.#batch.length = 0;
    this.#skips = 0;
    this.#facts = 0;
  }

  /** Whether there is nothing to write, in which case what was noted for the line is forgotten. */
  #isNothing(amount: M): boolean {
    const nothing = !this.#lane.less(this.#lane.zero, amount);
    if (nothing) this.forget();
    return nothing;
  }

  #credit(to: number, amount: M): void {
    let earned = this.#earned[this.#bonus];
    if (earned === undefined) {
      earned = this.#lane.column(this.#people + 1);
      this.#earned[this.#bonus] = earned;
    }
    earned.add(to, amount);
  }

  #write(
    kind: number,
    to: number,
    sourceKind: number,
    source: number,
    level: number,
    base: M,
    rate: number,
    amount: M,
    reason: number,
  ): void {
    (this.#totals[this.#bonus] as BonusTotals<M>).lines++;
    if (this.#sink === undefined) return;
    const batch = this.#batch;
    const at = batch.length++;
    batch.kind[at] = kind;
    batch.bonus[at] = this.#bonus;
    batch.beneficiary[at] = to;
    batch.sourceKind[at] = sourceKind;
    batch.source[at] = source;
    batch.level[at] = level;
    batch.base.set(at, base);
    batch.rate[at] = rate;
    batch.amount.set(at, amount);
    batch.reason[at] = reason;
    batch.skippedFrom[at + 1] = this.#skips;
    batch.factsFrom[at + 1] = this.#facts;
    if (batch.length === batch.capacity) this.flush();
  }
}

function doubled<T extends Int32Array | Uint8Array>(values: T, make: { new (length: number): T }): T {
  const larger = new make(values.length * 2);
  larger.set(values);
  return larger;
}
