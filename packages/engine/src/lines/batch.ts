import type { Id } from "../input/ids.ts";
import type { Column, Lane } from "../money/lane.ts";
import { FROM_DISTRIBUTOR, FROM_PARTY, FROM_SALE, LINE_KINDS, type Line, type Skipped, SOURCE_KINDS } from "./line.ts";
import { REASONS } from "./reasons.ts";

/** What turns the numbers of a batch into names. */
export interface Names {
  /** Also a customer's, by his number below 0, who may get goods. */
  distributor(index: number): Id;
  sale(index: number): Id;
  party(number: number): Id;
  /** Bonuses of the plan first, then its caps. */
  bonus(index: number): { readonly id: string; readonly family: string; readonly facts: readonly string[] };
}

export const NO_LEVEL = -1;
export const NO_RATE = -1;

/**
 * Lines by column, so that many millions of them need no object each. A batch is used again once the sink returns: a
 * sink that keeps lines takes them as objects (`line`), or copies columns.
 */
export class LineBatch<M = unknown> {
  length = 0;
  readonly capacity: number;
  readonly kind: Uint8Array;
  readonly bonus: Uint8Array;
  /** Index in the network; 0 is the company; below 0 a customer's number. */
  readonly beneficiary: Int32Array;
  readonly sourceKind: Uint8Array;
  /** Index of the sale or of the distributor, or the number of the party. */
  readonly source: Int32Array;
  /** `NO_LEVEL` where there is none. */
  readonly level: Int32Array;
  /** `NO_RATE` where there is none. */
  readonly rate: Int32Array;
  readonly reason: Uint8Array;
  readonly base: Column<M>;
  readonly amount: Column<M>;
  /** Where each line's skipped begin; they end where the next line's begin. */
  readonly skippedFrom: Int32Array;
  skipped: Int32Array;
  skippedWhy: Uint8Array;
  /** Where each line's facts begin; they end where the next line's begin. */
  readonly factsFrom: Int32Array;
  readonly facts: M[] = [];
  readonly #lane: Lane<M>;
  readonly #names: Names;

  constructor(lane: Lane<M>, names: Names, capacity: number) {
    this.#lane = lane;
    this.#names = names;
    this.capacity = capacity;
    this.kind = new Uint8Array(capacity);
    this.bonus = new Uint8Array(capacity);
    this.beneficiary = new Int32Array(capacity);
    this.sourceKind = new Uint8Array(capacity);
    this.source = new Int32Array(capacity);
    this.level = new Int32Array(capacity);
    this.rate = new Int32Array(capacity);
    this.reason = new Uint8Array(capacity);
    this.base = lane.column(capacity);
    this.amount = lane.column(capacity);
    this.skippedFrom = new Int32Array(capacity + 1);
    this.skipped = new Int32Array(capacity);
    this.skippedWhy = new Uint8Array(capacity);
    this.factsFrom = new Int32Array(capacity + 1);
  }

  /** The amount of a line in token units. */
  amountOf(index: number): bigint {
    return this.#lane.big(this.amount.get(index));
  }

  /** A line as an object that stays as it is. */
  line(index: number): Line {
    const bonus = this.#names.bonus(this.bonus[index] as number);
    const level = this.level[index] as number;
    const rate = this.rate[index] as number;
    return {
      kind: LINE_KINDS[this.kind[index] as number] as Line["kind"],
      bonus: bonus.id,
      family: bonus.family,
      beneficiary: this.#names.distributor(this.beneficiary[index] as number),
      source: this.#source(index),
      level: level === NO_LEVEL ? undefined : level,
      base: this.#lane.big(this.base.get(index)),
      rate: rate === NO_RATE ? undefined : rate,
      amount: this.amountOf(index),
      reason: REASONS[this.reason[index] as number] as Line["reason"],
      skipped: this.#skipped(index),
      facts: this.#facts(index, bonus.facts),
    };
  }

  /** All lines as objects. */
  *[Symbol.iterator](): Generator<Line> {
    for (let index = 0; index < this.length; index++) yield this.line(index);
  }

  #source(index: number): Line["source"] {
    const kind = this.sourceKind[index] as number;
    const source = this.source[index] as number;
    const id =
      kind === FROM_SALE
        ? this.#names.sale(source)
        : kind === FROM_DISTRIBUTOR
          ? this.#names.distributor(source)
          : kind === FROM_PARTY
            ? this.#names.party(source)
            : undefined;
    return { kind: SOURCE_KINDS[kind] as Line["source"]["kind"], id };
  }

  #skipped(index: number): Skipped[] {
    const skipped: Skipped[] = [];
    for (let at = this.skippedFrom[index] as number; at < (this.skippedFrom[index + 1] as number); at++) {
      skipped.push({
        distributor: this.#names.distributor(this.skipped[at] as number),
        reason: REASONS[this.skippedWhy[at] as number] as Skipped["reason"],
      });
    }
    return skipped;
  }

  #facts(index: number, names: readonly string[]): Record<string, bigint> {
    const from = this.factsFrom[index] as number;
    const values = this.facts.slice(from, this.factsFrom[index + 1]);
    return Object.fromEntries(values.map((value, at) => [names[at] as string, this.#lane.big(value)]));
  }
}

/** Takes lines as they come. */
export type Sink = (batch: LineBatch) => void;
