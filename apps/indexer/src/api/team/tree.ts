// Everybody by id, with the totals of everybody's branch. A sponsor's id is below that of whom he sponsors, so that one
// walk from the last id to the first adds up all branches, however deep the tree is.
import { Amounts } from "./amounts.ts";

/** How somebody stands, as it is read from the database. */
export interface Member {
  readonly id: number;
  readonly sponsor: number;
  readonly sold: bigint;
  readonly sales: number;
  readonly soldIn: number;
  readonly soldThen: bigint;
  readonly salesThen: number;
  readonly period: number;
  readonly activeNow: boolean;
  readonly activeNext: boolean;
  readonly imported: boolean;
}

/** What decides who is active. */
export interface Moment {
  readonly period: number;
  /** The period in which the programme opened, in which everybody counts as active who was imported. */
  readonly openedIn: number | null;
  /** The plan in force has no threshold. */
  readonly everybody: boolean;
}

/** Totals of some people. */
export interface Totals {
  readonly people: number;
  readonly active: number;
  readonly sales: number;
  /** By the totals of sales that were not refunded, in token units. */
  readonly sold: bigint;
  readonly periodSales: number;
  readonly periodSold: bigint;
}

export const COMPANY_ID = 1;

const NOW = 1;
const NEXT = 2;
const IMPORTED = 4;
const GROWTH = 1.5;

export class Tree {
  #size = 0;
  #moment: Moment = { period: 0, openedIn: null, everybody: false };
  #sponsor = new Uint32Array(0);
  #depth = new Uint32Array(0);
  #flags = new Uint8Array(0);
  #period = new Int32Array(0);
  #soldIn = new Int32Array(0);
  #sales = new Uint32Array(0);
  #salesThen = new Uint32Array(0);
  #sold = new Amounts(0);
  #soldThen = new Amounts(0);
  // Of branches.
  #people = new Uint32Array(0);
  #active = new Uint32Array(0);
  #allSales = new Uint32Array(0);
  #periodSales = new Uint32Array(0);
  #allSold = new Amounts(0);
  #periodSold = new Amounts(0);
  /** Place in the order in which every branch is one stretch. */
  #place = new Uint32Array(0);

  /** The highest id. */
  get size(): number {
    return this.#size;
  }

  knows(id: number): boolean {
    return id >= COMPANY_ID && id <= this.#size;
  }

  sponsor(id: number): number {
    return this.#sponsor[id] ?? 0;
  }

  depth(id: number): number {
    return this.#depth[id] ?? 0;
  }

  /** Whether somebody is below somebody else, at any depth. */
  isBelow(id: number, above: number): boolean {
    const from = this.#place[above] ?? 0;
    const place = this.#place[id] ?? 0;
    return place > from && place < from + (this.#people[above] ?? 0);
  }

  /** Somebody's own. */
  own(id: number): Totals {
    const sells = this.#soldIn[id] === this.#moment.period;
    return {
      people: 1,
      active: this.isActive(id) ? 1 : 0,
      sales: this.#sales[id] ?? 0,
      sold: this.#sold.get(id),
      periodSales: sells ? (this.#salesThen[id] ?? 0) : 0,
      periodSold: sells ? this.#soldThen.get(id) : 0n,
    };
  }

  /** Of everybody below somebody, at any depth; he himself is left out. */
  team(id: number): Totals {
    const own = this.own(id);
    return {
      people: (this.#people[id] ?? 0) - own.people,
      active: (this.#active[id] ?? 0) - own.active,
      sales: (this.#allSales[id] ?? 0) - own.sales,
      sold: this.#allSold.get(id) - own.sold,
      periodSales: (this.#periodSales[id] ?? 0) - own.periodSales,
      periodSold: this.#periodSold.get(id) - own.periodSold,
    };
  }

  /** Whom somebody sponsors, from an id on, in the order of their numbers. */
  *directs(id: number, after = 0): Generator<number> {
    for (let at = Math.max(id, after) + 1; at <= this.#size; ++at) if (this.#sponsor[at] === id) yield at;
  }

  /** Everybody below, at most so many levels down, from an id on, in the order of their numbers. */
  *below(id: number, levels: number, after = 0): Generator<number> {
    const deepest = this.depth(id) + levels;
    for (let at = Math.max(id, after) + 1; at <= this.#size; ++at) {
      if (this.isBelow(at, id) && this.depth(at) <= deepest) yield at;
    }
  }

  /** From the sponsor up to the company. */
  *above(id: number): Generator<number> {
    for (let at = this.sponsor(id); at !== 0; at = this.sponsor(at)) yield at;
  }

  isActive(id: number): boolean {
    const { period, openedIn, everybody } = this.#moment;
    if (everybody || id === COMPANY_ID) return true;
    const flags = this.#flags[id] ?? 0;
    if (openedIn === period && (flags & IMPORTED) !== 0) return true;
    const own = this.#period[id] ?? 0;
    return (own === period && (flags & NOW) !== 0) || (own + 1 === period && (flags & NEXT) !== 0);
  }

  /** Adds or changes somebody. The totals are those of before until {@link addUp}. */
  set(member: Member): void {
    const { id } = member;
    if (id >= this.#sponsor.length) this.#grow(Math.ceil((id + 1) * GROWTH));
    this.#size = Math.max(this.#size, id);
    this.#sponsor[id] = member.sponsor;
    this.#flags[id] = (member.activeNow ? NOW : 0) | (member.activeNext ? NEXT : 0) | (member.imported ? IMPORTED : 0);
    this.#period[id] = member.period;
    this.#soldIn[id] = member.soldIn;
    this.#sales[id] = member.sales;
    this.#salesThen[id] = member.salesThen;
    this.#sold.set(id, member.sold);
    this.#soldThen.set(id, member.soldThen);
  }

  /** Adds up all branches. */
  addUp(moment: Moment): void {
    this.#moment = moment;
    this.#begin();
    for (let id = this.#size; id > COMPANY_ID; --id) {
      const above = this.#sponsor[id] ?? 0;
      this.#people[above] = (this.#people[above] ?? 0) + (this.#people[id] ?? 0);
      this.#active[above] = (this.#active[above] ?? 0) + (this.#active[id] ?? 0);
      this.#allSales[above] = (this.#allSales[above] ?? 0) + (this.#allSales[id] ?? 0);
      this.#periodSales[above] = (this.#periodSales[above] ?? 0) + (this.#periodSales[id] ?? 0);
      this.#allSold.addWithin(id, above);
      this.#periodSold.addWithin(id, above);
    }
    this.#order();
  }

  /** Everybody for himself. */
  #begin(): void {
    const { period } = this.#moment;
    this.#allSales.set(this.#sales);
    this.#allSold.copy(this.#sold);
    this.#periodSold.copy(this.#soldThen);
    for (let id = COMPANY_ID; id <= this.#size; ++id) {
      this.#people[id] = 1;
      this.#active[id] = this.isActive(id) ? 1 : 0;
      const sells = this.#soldIn[id] === period;
      this.#periodSales[id] = sells ? (this.#salesThen[id] ?? 0) : 0;
      if (!sells) this.#periodSold.set(id, 0n);
    }
  }

  /** Depths and places: each branch takes the next free stretch of its sponsor's. */
  #order(): void {
    const free = new Uint32Array(this.#size + 1);
    this.#place[COMPANY_ID] = 0;
    this.#depth[COMPANY_ID] = 0;
    free[COMPANY_ID] = 1;
    for (let id = COMPANY_ID + 1; id <= this.#size; ++id) {
      const above = this.#sponsor[id] ?? 0;
      const place = free[above] ?? 0;
      this.#place[id] = place;
      this.#depth[id] = (this.#depth[above] ?? 0) + 1;
      free[id] = place + 1;
      free[above] = place + (this.#people[id] ?? 0);
    }
  }

  #grow(size: number): void {
    const words = (old: Uint32Array<ArrayBuffer>) => larger(new Uint32Array(size), old);
    const numbers = (old: Int32Array<ArrayBuffer>) => larger(new Int32Array(size), old);
    this.#flags = larger(new Uint8Array(size), this.#flags);
    [this.#sponsor, this.#depth, this.#place] = [words(this.#sponsor), words(this.#depth), words(this.#place)];
    [this.#period, this.#soldIn] = [numbers(this.#period), numbers(this.#soldIn)];
    [this.#sales, this.#salesThen] = [words(this.#sales), words(this.#salesThen)];
    [this.#people, this.#active] = [words(this.#people), words(this.#active)];
    [this.#allSales, this.#periodSales] = [words(this.#allSales), words(this.#periodSales)];
    [this.#sold, this.#soldThen] = [this.#sold.grown(size), this.#soldThen.grown(size)];
    [this.#allSold, this.#periodSold] = [this.#allSold.grown(size), this.#periodSold.grown(size)];
  }
}

function larger<T extends { set(from: ArrayLike<number>): void }>(fresh: T, old: ArrayLike<number>): T {
  fresh.set(old);
  return fresh;
}
