// Commission plans and their history.
import { index, onchainTable } from "ponder";

/** The terms of a plan, as `parsePlan` of the protocol package takes them: amounts and rates as text of digits. */
export interface PlanTerms {
  readonly rates: readonly string[];
  readonly openRanks: readonly string[];
  readonly rankRates: readonly string[];
  readonly threshold: string;
  readonly poolShare: string;
  readonly walk: string;
  readonly compression: string;
  readonly personalPays: boolean;
}

/**
 * A plan that was scheduled. It is in force from `from` on, unless it was cancelled, until the next one is. Null: it
 * takes over when the programme opens.
 */
export const plan = onchainTable(
  "plan",
  (t) => ({
    version: t.integer().primaryKey(),
    from: t.bigint(),
    terms: t.jsonb().$type<PlanTerms>().notNull(),
    /** The most that a sale can pay by it, in basis points of the CV. */
    worstCase: t.bigint().notNull(),
    /** The plan as its authors published it. */
    document: t.text().notNull(),
    scheduledAt: t.bigint().notNull(),
    cancelledAt: t.bigint(),
    /** When its terms were moved into the slots of the plan in force; it had paid since `from` already. */
    activatedAt: t.bigint(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ starts: index().on(table.from) }),
);

/** What happened to a plan: `scheduled`, `cancelled`, `opened`, `activated`. */
export const planStep = onchainTable(
  "plan_step",
  (t) => ({
    id: t.text().primaryKey(),
    plan: t.integer().notNull(),
    step: t.text().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ plans: index().on(table.plan, table.time) }),
);
