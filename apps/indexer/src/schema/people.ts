// Who sells, and how he stands.
import { index, onchainTable, primaryKey } from "ponder";

/**
 * A distributor. The company is 1. Upline and downline come from `sponsor`: a chain of any length costs one row a person.
 * How he stands is as the chain keeps it: the "now" fields speak of `period`; in a later one the "next" fields have taken
 * their place, and the volume starts anew. `/distributors/:id` tells how he stands at present.
 */
export const distributor = onchainTable(
  "distributor",
  (t) => ({
    id: t.bigint().primaryKey(),
    sponsor: t.bigint().notNull(),
    /** Steps to the company, which is 0. */
    depth: t.integer().notNull(),
    /** How many he sponsors himself. */
    directs: t.integer().notNull(),
    /** Null where he was imported without one and has not bound one yet. */
    wallet: t.hex(),
    imported: t.boolean().notNull(),
    legacyId: t.hex(),
    joinedAt: t.bigint().notNull(),
    joinedIn: t.integer().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
    /** The period that the next five speak of. */
    period: t.integer().notNull(),
    /** Retail volume settled in it. */
    volume: t.bigint().notNull(),
    activeNow: t.boolean().notNull(),
    activeNext: t.boolean().notNull(),
    rankNow: t.integer().notNull(),
    rankNext: t.integer().notNull(),
    /** Of credits whose sale is in escrow. */
    waiting: t.bigint().notNull(),
    /** Claimable. */
    balance: t.bigint().notNull(),
    claimed: t.bigint().notNull(),
    /** Sales of his own by their totals, refunded ones left out, and how many they are. */
    sold: t.bigint().notNull(),
    sales: t.integer().notNull(),
    /** The same of those that were placed in `soldIn`, the last period in which he sold. */
    soldIn: t.integer().notNull(),
    soldThen: t.bigint().notNull(),
    salesThen: t.integer().notNull(),
    pushOff: t.boolean().notNull(),
    /** End of the last hold that was not lifted; it lapses by itself. */
    heldUntil: t.bigint(),
    holdReason: t.hex(),
    /** Its row among the holds. */
    holdId: t.text(),
    /** Who may recover his wallet, after so many seconds. */
    guardian: t.hex(),
    guardianDelay: t.bigint(),
    /** The recovery that is pending: to where, and from when it can be finished, for 30 days. */
    recoveryTo: t.hex(),
    recoveryReadyAt: t.bigint(),
    /** The wallet that he proposed to move to. */
    proposedWallet: t.hex(),
    /** The block of the last event that changed this row. */
    changedIn: t.bigint().notNull(),
  }),
  (table) => ({
    sponsors: index().on(table.sponsor, table.id),
    wallets: index().on(table.wallet),
    legacyIds: index().on(table.legacyId),
    changes: index().on(table.changedIn),
    ranks: index().on(table.rankNext),
  }),
);

/** A rank that was set, which counts from a period on until another does. */
export const rankChange = onchainTable(
  "rank_change",
  (t) => ({
    distributor: t.bigint().notNull(),
    /** First period in which it counts. A rank that was set anew in the same period takes the place of the earlier one. */
    fromPeriod: t.integer().notNull(),
    rank: t.integer().notNull(),
    /** What it rests on; null where it was imported. */
    evidence: t.hex(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.distributor, table.fromPeriod] }),
    periods: index().on(table.fromPeriod),
  }),
);

/** A distributor's own sales in a period. */
export const periodFigure = onchainTable(
  "period_figure",
  (t) => ({
    distributor: t.bigint().notNull(),
    period: t.integer().notNull(),
    /** Retail volume settled in it. */
    volume: t.bigint().notNull(),
    /** Whether it made him active in the next. */
    activeNext: t.boolean().notNull(),
    /** Sales placed in it and not refunded, by their totals, and how many they are. */
    sold: t.bigint().notNull(),
    sales: t.integer().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.distributor, table.period] }), periods: index().on(table.period) }),
);

/** A hold on one distributor's payouts. */
export const hold = onchainTable(
  "hold",
  (t) => ({
    id: t.text().primaryKey(),
    distributor: t.bigint().notNull(),
    reason: t.hex().notNull(),
    evidence: t.hex().notNull(),
    time: t.bigint().notNull(),
    until: t.bigint().notNull(),
    /** When it was lifted before its end. */
    liftedAt: t.bigint(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ distributors: index().on(table.distributor, table.time), ends: index().on(table.until) }),
);
