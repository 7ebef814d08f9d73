import { MOST_RANKS } from "../input/network.ts";
import { COMPANY, INACTIVE, RANK, WALK } from "../lines/reasons.ts";
import type { LineWriter } from "../lines/writer.ts";
import type { Column, Lane } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";
import type { Run } from "../run/run.ts";
import { choice, type Infer, integer, list, object, optional, rate, reference, usually } from "../schema/schema.ts";
import type { CheckPlace } from "./family.ts";
import { openTo } from "./settings.ts";

/** What happens to a level whose person is not qualified for it. */
export const COMPRESSIONS = ["none", "standard", "dynamic"] as const;
export type Compression = (typeof COMPRESSIONS)[number];

export const level = object("A level.", {
  rate: rate("Of the base."),
  rank: openTo("The least rank that opens the level; left out: every rank."),
});

const rankRate = object("The rate of a rank.", {
  rank: reference("rank", "This rank, and every higher one that is not named."),
  rate: rate("Of the base."),
});

const rankedLevel = object("A level.", {
  rate: rate("Of the base."),
  rank: openTo("The least rank that opens the level; left out: every rank."),
  byRank: optional(list("Other rates for higher ranks, lowest rank first.", rankRate, 1, MOST_RANKS)),
});

/** A level, which may be paid by rank. */
export interface Level {
  readonly rate: number;
  readonly rank: string | undefined;
  readonly byRank?: readonly Infer<typeof rankRate>[] | undefined;
}

export const levels = (about: string, least = 1) => list(about, rankedLevel, least, 100);

/** Checks that the ranks of each level rise. @param path Of the list. */
export function checkLevels(levels: readonly Level[], { plan, report }: CheckPlace, path: string): void {
  for (const [place, { rank, byRank }] of levels.entries()) {
    let below = rank ?? plan.document.ranks[0]?.name;
    for (const [index, other] of (byRank ?? []).entries()) {
      if (plan.rank(other.rank) <= plan.rank(below)) {
        report.invalid(`${path}[${place}].byRank[${index}].rank`, other.rank, `a rank above "${below}"`);
      }
      below = other.rank;
    }
  }
}

export const compression = () =>
  usually<Compression>(
    "none",
    choice(
      "none: what an unqualified person would get goes to nobody. standard: the inactive are passed over, and an active person whose rank does not open his level uses it up. dynamic: whoever is not qualified for that level is passed over until somebody is.",
      COMPRESSIONS,
    ),
  );

export const walk = () =>
  usually(32, integer("The most people that are looked at on the way up, whoever is paid.", 1, 10_000));

/** The most that the rates of all levels can come to, in basis points. */
export function totalRate(levels: readonly Level[]): number {
  return levels.reduce((sum, { rate, byRank }) => sum + Math.max(rate, ...(byRank ?? []).map(({ rate }) => rate)), 0);
}

/** The rate of a rank that does not open a level. */
export const CLOSED = -1;

/** The rate of every level for every rank, level by level. */
export function rateTable(plan: Plan, levels: readonly Level[]): Int32Array {
  const table = new Int32Array(levels.length * MOST_RANKS).fill(CLOSED);
  for (const [place, { rate, rank, byRank }] of levels.entries()) {
    const row = table.subarray(place * MOST_RANKS, (place + 1) * MOST_RANKS);
    row.fill(rate, plan.rank(rank));
    for (const other of byRank ?? []) row.fill(other.rate, plan.rank(other.rank));
  }
  return table;
}

/** Who is looked at on the way up, where it is not simply the distributors as they stand. */
export interface People {
  /** Why somebody gets nothing at all, by distributor; 0 where nothing is in the way. */
  readonly barred?: Uint8Array | undefined;
  /** Whose each place on the way is, where one person may have several. */
  readonly owner?: Int32Array | undefined;
}

/**
 * Who comes next on the way up from each place, and in which standing whoever has the place is: what bars him, times
 * `MOST_RANKS`, plus his rank. Side by side, as a walk over a large network mostly waits for memory.
 */
function wayOf(above: Int32Array, rank: Uint8Array, barred: Uint8Array, owner: Int32Array | undefined): Int32Array {
  const way = new Int32Array(2 * above.length);
  for (let at = 0; at < above.length; at++) {
    const who = owner === undefined ? at : (owner[at] as number);
    way[2 * at] = above[at] as number;
    way[2 * at + 1] = (barred[who] as number) * MOST_RANKS + (rank[who] as number);
  }
  return way;
}

/** Why somebody in a standing is not qualified for a level that may be closed to his rank, or 0 if he is. */
function hindrance(standing: number, closed: boolean): number {
  const bar = Math.floor(standing / MOST_RANKS);
  return bar === 0 && closed ? RANK : bar;
}

/** How levels are paid. */
export interface LevelRules {
  readonly levels: readonly Level[];
  readonly compression: Compression;
  /** The most people that are looked at. */
  readonly walk: number;
}

/**
 * Pays levels upwards from a source: level 1 to the first above it who is qualified, and so on. Each upline is looked
 * at once, each takes at most one level, and the company takes none.
 */
export class LevelWalk<M> {
  readonly #lane: Lane<M>;
  readonly #lines: LineWriter<M>;
  readonly #way: Int32Array;
  readonly #owner: Int32Array | undefined;
  readonly #rates: Int32Array;
  readonly #byRank: Int32Array;
  readonly #longest: number;
  readonly #passesInactive: boolean;
  readonly #passesRank: boolean;
  /** Above whom the levels below are: what becomes of each, and who was passed over up to there. */
  #from = -1;
  #total = 0;
  readonly #payee: Int32Array;
  readonly #why: Uint8Array;
  readonly #rate: Int32Array;
  readonly #skipsTo: Int32Array;
  readonly #skipped: number[] = [];
  readonly #skippedWhy: number[] = [];
  /** Where nobody takes lines: what the levels above `#from` have come to since, and by how many lines. */
  readonly #sums: Column<M> | undefined;
  readonly #counts: Int32Array;

  /** @param above Who comes after each index on the way up; 0 for the company. */
  constructor({ lane, lines, figures, plan }: Run<M>, above: Int32Array, rules: LevelRules, people: People = {}) {
    this.#lane = lane;
    this.#lines = lines;
    const barred = people.barred ?? figures.active.map((active) => (active === 1 ? 0 : INACTIVE));
    this.#way = wayOf(above, figures.rank, barred, people.owner);
    this.#owner = people.owner;
    this.#rates = Int32Array.from(rules.levels, ({ rate }) => rate);
    this.#byRank = rateTable(plan, rules.levels);
    this.#longest = rules.walk;
    this.#passesInactive = rules.compression !== "none";
    this.#passesRank = rules.compression === "dynamic";
    const count = rules.levels.length;
    this.#payee = new Int32Array(count);
    this.#why = new Uint8Array(count);
    this.#rate = new Int32Array(count);
    this.#skipsTo = new Int32Array(count);
    this.#counts = new Int32Array(count);
    this.#sums = lines.wanted ? undefined : lane.column(count);
    if (!lines.wanted) lines.atEnd(() => this.#addUp());
  }

  /**
   * Pays all levels above somebody.
   * @param kind Kind of the source, as a line names it.
   * @param from Where the way up starts: the index of a distributor, or of his place.
   * @returns The rates of all levels together, whoever got them.
   */
  pay(kind: number, source: number, from: number, base: M): number {
    // The way up is the same for all sales of a seller, which come one after the other.
    if (from !== this.#from) this.#climb(from);
    if (this.#sums === undefined) this.#writeLines(kind, source, base);
    else this.#sumUp(this.#sums, base);
    return this.#total;
  }

  #writeLines(kind: number, source: number, base: M): void {
    const lane = this.#lane;
    const lines = this.#lines;
    let skip = 0;
    for (let place = 0; place < this.#rates.length; place++) {
      const rate = this.#rate[place] as number;
      const why = this.#why[place] as number;
      const end = this.#skipsTo[place] as number;
      for (; skip < end; skip++) lines.skip(this.#skipped[skip] as number, this.#skippedWhy[skip] as number);
      const amount = lane.share(base, rate);
      if (why === 0) lines.pay(this.#payee[place] as number, kind, source, place + 1, base, rate, amount);
      else lines.lose(why, kind, source, place + 1, base, rate, amount);
    }
  }

  #sumUp(sums: Column<M>, base: M): void {
    const lane = this.#lane;
    const counts = this.#counts;
    for (let place = 0; place < counts.length; place++) {
      const amount = lane.share(base, this.#rate[place] as number);
      sums.add(place, amount);
      if (lane.less(lane.zero, amount)) counts[place] = (counts[place] as number) + 1;
    }
  }

  /** Hands on what was summed up of the levels above `#from`. */
  #addUp(): void {
    const { zero } = this.#lane;
    const sums = this.#sums;
    if (sums === undefined) return;
    for (let place = 0; place < sums.length; place++) {
      const lines = this.#counts[place] as number;
      if (lines === 0) continue;
      if (this.#why[place] === 0) this.#lines.payMany(this.#payee[place] as number, sums.get(place), lines);
      else this.#lines.loseMany(sums.get(place), lines);
      sums.set(place, zero);
      this.#counts[place] = 0;
    }
  }

  /** Finds out what becomes of each level above somebody. */
  #climb(from: number): void {
    this.#addUp();
    const way = this.#way;
    let at = from;
    let looked = 0;
    let level = 0;
    let skips = 0;
    this.#total = 0;
    while (level < this.#rates.length) {
      at = way[2 * at] as number;
      const end = at === 0 ? COMPANY : looked++ === this.#longest ? WALK : 0;
      if (end !== 0) {
        // Who was passed over last is named with the first of the levels that go to nobody.
        while (level < this.#rates.length) this.#settle(level++, 0, end, CLOSED, skips);
        break;
      }
      const who = this.#owner === undefined ? at : (this.#owner[at] as number);
      const standing = way[2 * at + 1] as number;
      const open = this.#byRank[level * MOST_RANKS + (standing % MOST_RANKS)] as number;
      const why = hindrance(standing, open === CLOSED);
      if (why !== 0) {
        this.#skipped[skips] = who;
        this.#skippedWhy[skips++] = why;
        if (why === RANK ? this.#passesRank : this.#passesInactive) continue;
      }
      this.#settle(level++, who, why, why === 0 ? open : CLOSED, skips);
    }
    this.#from = from;
  }

  /** Notes who gets a level, or why nobody does. @param rate The payee's; of nobody's levels it is the plan's. */
  #settle(level: number, who: number, why: number, rate: number, skips: number): void {
    const paid = rate === CLOSED ? (this.#rates[level] as number) : rate;
    this.#payee[level] = who;
    this.#why[level] = why;
    this.#rate[level] = paid;
    this.#skipsTo[level] = skips;
    this.#total += paid;
  }

  /** Pays a source's own level, 0, which never moves. */
  payOwn(kind: number, source: number, seller: number, base: M, rate: number, open: number): void {
    const lines = this.#lines;
    const amount = this.#lane.share(base, rate);
    const standing = this.#way[2 * seller + 1] as number;
    const why = seller === 0 ? COMPANY : hindrance(standing, standing % MOST_RANKS < open);
    if (why === 0) lines.pay(seller, kind, source, 0, base, rate, amount);
    else {
      if (seller !== 0) lines.skip(seller, why);
      lines.lose(why, kind, source, 0, base, rate, amount);
    }
  }
}
