import type { BaseName } from "../figures/bases.ts";
import type { Phrases } from "../lines/explain.ts";
import type { Line } from "../lines/line.ts";
import type { Reason } from "../lines/reasons.ts";
import type { Plan } from "../plan/plan.ts";
import type { TreeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import type { Report } from "../schema/report.ts";
import {
  identifier,
  type Members,
  type ObjectOf,
  object,
  optional,
  type Schema,
  text,
  word,
} from "../schema/schema.ts";

/** What a bonus of every family has. */
export interface AnyBonus {
  readonly id: string;
  readonly family: string;
  readonly name: string | undefined;
}

/** Where a bonus is checked. */
export interface CheckPlace {
  readonly plan: Plan;
  readonly report: Report;
  /** Of the bonus in the plan. */
  readonly index: number;
  /** JSON path of the bonus. */
  readonly path: string;
}

/** What bounds the amounts of a run; every sum in it, and every product with a whole number, must stay below 2^53. */
export interface Limits {
  /** No sum of prices, volumes or carried volumes is larger, in token units. */
  readonly volume: bigint;
  readonly people: bigint;
  readonly sales: bigint;
  /** The most that the bonuses before this one pay together. */
  readonly paid: bigint;
  readonly plan: Plan;
  /** How many steps the company is at most above anybody, in one of the trees. */
  depth(tree: TreeName): bigint;
}

/** What a worst case may depend on beside the bonus itself. */
export interface RankedDocument {
  readonly ranks: readonly unknown[];
}

/** A family of bonuses: everything that the engine knows about it. */
export interface Family<S extends AnyBonus = AnyBonus> {
  readonly name: S["family"];
  readonly settings: Schema<S>;
  /** Names of the figures that its lines carry, in the order in which it writes them. */
  readonly facts: readonly string[];
  /** Checks what the settings' own description cannot. */
  check?(bonus: S, place: CheckPlace): void;
  /** The most that it pays on one sale over every upline, in basis points of the CV; for per-sale families. */
  worstCase?(bonus: S, document: RankedDocument): number;
  /** Whether it pays a sale by nothing but the sale and how the seller and those above him stand. */
  perSale?(bonus: S): boolean;
  /** What it takes of each sale when it is made, to pay it by the period: a rate in basis points of a base. */
  setsAside?(bonus: S): { readonly base: BaseName; readonly rate: number } | undefined;
  /** Ids of bonuses that do not pay on the sales that it pays on. */
  replaces?(bonus: S): readonly string[];
  /** Whether it may pay more than any share of the sales. */
  unbounded?(bonus: S): boolean;
  /** The most that it can pay in a run, in token units. */
  most(bonus: S, limits: Limits): bigint;
  /** Writes the lines of a run. */
  evaluate<M>(run: Run<M>, bonus: S): void;
  /** What a paid line of it says in plain words; left out: rate, base and source. */
  sentence?(line: Line, phrases: Phrases): string;
  /** What is to be said after the reason why somebody is not paid; nothing where that says all. */
  whyNot?(bonus: S, reason: Reason): string;
}

/** The settings of a family with these members. */
export type BonusOf<N extends string, M extends Members> = AnyBonus & { readonly family: N } & ObjectOf<M>;

/** What a family's file says about it. */
export type FamilyRules<S extends AnyBonus> = Omit<Family<S>, "name" | "settings" | "facts"> & {
  readonly facts?: readonly string[];
};

/**
 * Describes a family.
 * @param name As in the plan's "family".
 * @param about What it pays, in one sentence, for the JSON Schema.
 * @param members Its settings, beside id, family and name, which every bonus has.
 */
export function family<const N extends string, const M extends Members>(
  name: N,
  about: string,
  members: M,
  rules: FamilyRules<BonusOf<N, M>>,
): Family<BonusOf<N, M>> {
  const common = {
    id: identifier("A name of its own, which lines and other bonuses refer to."),
    family: word(name),
    name: optional(text("What distributors read; left out: the id.")),
  };
  const settings = object(about, { ...common, ...members }) as unknown as Schema<BonusOf<N, M>>;
  return { facts: [], ...rules, name, settings } as Family<BonusOf<N, M>>;
}
