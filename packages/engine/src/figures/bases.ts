import { PERSONAL, PRODUCT, type Sales, SUBJECTS } from "../input/sales.ts";
import type { Column, Lane } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";

/** What a bonus may be paid on. The last three are known only for plans that are analysed. */
export const BASES = ["cv", "price", "wholesale", "enrolment", "fee", "starterKit"] as const;
export type BaseName = (typeof BASES)[number];

/** What a bonus is paid on, sale by sale. */
export interface SaleBase<M> {
  readonly values: Column<M>;
  /** 1 for each sale that counts. */
  readonly counts: Uint8Array;
}

/** What bonuses are paid on, by sale and by seller. */
export class Bases<M> {
  readonly #plan: Plan;
  readonly #lane: Lane<M>;
  readonly #sales: Sales;
  readonly #people: number;
  readonly #counts = new Map<number, Uint8Array>();
  readonly #replaced = new Map<string, Uint8Array>();
  readonly #own = new Map<BaseName, Column<M>>();

  constructor(plan: Plan, lane: Lane<M>, sales: Sales, people: number) {
    this.#plan = plan;
    this.#lane = lane;
    this.#sales = sales;
    this.#people = people;
  }

  /**
   * Sales that one bonus pays no longer, because another has taken its place for them: 1 for each of them. To be
   * marked before that bonus is evaluated.
   */
  replaced(bonus: string): Uint8Array {
    let marks = this.#replaced.get(bonus);
    if (marks === undefined) {
      marks = new Uint8Array(this.#sales.length);
      this.#replaced.set(bonus, marks);
    }
    return marks;
  }

  /** A base sale by sale, for one bonus. */
  ofSales(base: BaseName, bonus: string): SaleBase<M> {
    return { values: this.#lane.view(this.#store(base)), counts: this.#countsFor(base, bonus) };
  }

  /** A base summed over each seller's sales, for one bonus. Nobody writes into it. */
  ofSellers(base: BaseName, bonus: string): Column<M> {
    const shared = !this.#replaced.has(bonus);
    const known = shared ? this.#own.get(base) : undefined;
    if (known !== undefined) return known;
    const { values, counts } = this.ofSales(base, bonus);
    const own = this.#lane.column(this.#people + 1);
    const { seller, length } = this.#sales;
    for (let sale = 0; sale < length; sale++) {
      if (counts[sale] === 1) own.add(seller[sale] as number, values.get(sale));
    }
    if (shared) this.#own.set(base, own);
    return own;
  }

  #store(base: BaseName) {
    const { cv, price, wholesale } = this.#sales;
    return base === "cv" ? cv : base === "wholesale" ? wholesale : price;
  }

  #countsFor(base: BaseName, bonus: string): Uint8Array {
    const subject = Math.max(PRODUCT, (SUBJECTS as readonly string[]).indexOf(base));
    const counts = this.#paying(subject);
    const replaced = this.#replaced.get(bonus);
    return replaced === undefined ? counts : counts.map((count, sale) => (replaced[sale] === 1 ? 0 : count));
  }

  #paying(subject: number): Uint8Array {
    let counts = this.#counts.get(subject);
    if (counts !== undefined) return counts;
    const { kind, subject: subjects, length } = this.#sales;
    const personal = this.#plan.document.personalSalesPay;
    counts = new Uint8Array(length);
    for (let sale = 0; sale < length; sale++) {
      if (subjects[sale] === subject && (personal || kind[sale] !== PERSONAL)) counts[sale] = 1;
    }
    this.#counts.set(subject, counts);
    return counts;
  }
}
