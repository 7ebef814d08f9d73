import { COMPANY, INACTIVE, RANK, WALK } from "../lines/reasons.ts";
import type { LineWriter } from "../lines/writer.ts";
import { type Lane, WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { choice, integer, list, object, optional, rate, usually } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { base, openTo, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

export const COMPRESSIONS = ["none", "standard", "dynamic"] as const;

const level = object("A level of the upline.", {
  rate: rate("Of the base."),
  rank: openTo("The least rank that opens the level; left out: every rank."),
});

const members = {
  base: base(),
  per: per(),
  tree: treeName(),
  own: optional(level),
  levels: list("Level 1 is the seller's sponsor, level 2 his sponsor, and so on.", level, 0, 100),
  compression: usually(
    "none",
    choice(
      "none: what an unqualified person would get goes to nobody. standard: the inactive are passed over, and an active person whose rank does not open his level uses it up. dynamic: whoever is not qualified for that level is passed over until somebody is.",
      COMPRESSIONS,
    ),
  ),
  walk: usually(32, integer("The most people that are looked at above the seller, whoever is paid.", 1, 10_000)),
};

type Unilevel = BonusOf<"unilevel", typeof members>;

/** A rate for each level above the seller, and one for the seller himself where the plan says so. */
export const unilevel = family(
  "unilevel",
  "A rate for each level above the seller, with three kinds of compression.",
  members,
  {
    worstCase: (bonus) => (bonus.per === "sale" && bonus.base === "cv" ? total(bonus) : 0),
    most: (bonus, { volume }) => (volume * BigInt(total(bonus))) / BigInt(WHOLE) + volume,
    evaluate(run, bonus) {
      const walk = new Walk(run, bonus);
      forEachSource(run, bonus, (kind, source, seller, amount) => walk.pay(kind, source, seller, amount));
    },
  },
);

/** The rates of all levels together, in basis points. */
function total({ own, levels }: Unilevel): number {
  return levels.reduce((sum, { rate }) => sum + rate, own?.rate ?? 0);
}

/** Goes up from each seller. It looks at each upline once, and each takes at most one level. */
class Walk<M> {
  readonly #lane: Lane<M>;
  readonly #lines: LineWriter<M>;
  readonly #parent: Int32Array;
  readonly #active: Uint8Array;
  readonly #rank: Uint8Array;
  readonly #rates: Int32Array;
  readonly #open: Int32Array;
  readonly #own: { readonly rate: number; readonly open: number } | undefined;
  readonly #total: number;
  readonly #longest: number;
  readonly #passesInactive: boolean;
  readonly #passesRank: boolean;

  constructor({ lane, lines, figures, plan }: Run<M>, bonus: Unilevel) {
    this.#lane = lane;
    this.#lines = lines;
    this.#parent = figures.tree(bonus.tree).parent;
    this.#active = figures.active;
    this.#rank = figures.rank;
    this.#rates = Int32Array.from(bonus.levels, ({ rate }) => rate);
    this.#open = Int32Array.from(bonus.levels, ({ rank }) => plan.rank(rank));
    this.#own = bonus.own === undefined ? undefined : { rate: bonus.own.rate, open: plan.rank(bonus.own.rank) };
    this.#total = total(bonus);
    this.#longest = bonus.walk;
    this.#passesInactive = bonus.compression !== "none";
    this.#passesRank = bonus.compression === "dynamic";
  }

  pay(kind: number, source: number, seller: number, base: M): void {
    const lane = this.#lane;
    const lines = this.#lines;
    lines.promise(lane.share(base, this.#total));
    if (this.#own !== undefined) this.#payOwn(kind, source, seller, base, this.#own);
    let at = seller;
    let looked = 0;
    let level = 0;
    while (level < this.#rates.length) {
      at = this.#parent[at] as number;
      const end = at === 0 ? COMPANY : looked++ === this.#longest ? WALK : 0;
      if (end !== 0) {
        this.#loseRest(end, kind, source, level, base);
        return;
      }
      const why = this.#hindrance(at, this.#open[level] as number);
      if (why !== 0) {
        lines.skip(at, why);
        if (why === INACTIVE ? this.#passesInactive : this.#passesRank) continue;
      }
      const rate = this.#rates[level++] as number;
      const amount = lane.share(base, rate);
      if (why === 0) lines.pay(at, kind, source, level, base, rate, amount);
      else lines.lose(why, kind, source, level, base, rate, amount);
    }
  }

  /** Why somebody is not qualified for a level, or 0 if he is. */
  #hindrance(who: number, open: number): number {
    if (this.#active[who] !== 1) return INACTIVE;
    return (this.#rank[who] as number) < open ? RANK : 0;
  }

  #payOwn(kind: number, source: number, seller: number, base: M, own: { rate: number; open: number }): void {
    const amount = this.#lane.share(base, own.rate);
    const why = seller === 0 ? COMPANY : this.#hindrance(seller, own.open);
    if (why === 0) this.#lines.pay(seller, kind, source, 0, base, own.rate, amount);
    else {
      if (seller !== 0) this.#lines.skip(seller, why);
      this.#lines.lose(why, kind, source, 0, base, own.rate, amount);
    }
  }

  /** The levels from this one on go to nobody. Who was passed over last is named with the first of them. */
  #loseRest(why: number, kind: number, source: number, from: number, base: M): void {
    for (let level = from; level < this.#rates.length; level++) {
      const rate = this.#rates[level] as number;
      this.#lines.lose(why, kind, source, level + 1, base, rate, this.#lane.share(base, rate));
    }
  }
}
