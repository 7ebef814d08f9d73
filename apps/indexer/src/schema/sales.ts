// Sales, from placement to their end.
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";

export const saleState = onchainEnum("sale_state", ["escrowed", "requested", "disputed", "settled", "refunded"]);
export const creditState = onchainEnum("credit_state", ["waiting", "paid", "refunded"]);

/** A sale. Its id is the journal's head just before its event. With its credits it is all that `settle` takes. */
export const sale = onchainTable(
  "sale",
  (t) => ({
    id: t.hex().primaryKey(),
    state: saleState().notNull(),
    kind: t.text().notNull(),
    buyer: t.hex().notNull(),
    payer: t.hex().notNull(),
    seller: t.bigint().notNull(),
    campaign: t.bigint().notNull(),
    ref: t.hex().notNull(),
    plan: t.integer().notNull(),
    total: t.bigint().notNull(),
    /** Commissionable volume. */
    volume: t.bigint().notNull(),
    /** The seller's retail profit, a part of his credit. */
    profit: t.bigint().notNull(),
    /** All credits together, retail profit included. */
    credited: t.bigint().notNull(),
    pool: t.bigint().notNull(),
    company: t.bigint().notNull(),
    /** Number of credits. */
    credits: t.integer().notNull(),
    /** No return window: paid at once. */
    final: t.boolean().notNull(),
    /** What settlement counts for the seller's activity, and the sum that makes him active. */
    activityVolume: t.bigint().notNull(),
    threshold: t.bigint().notNull(),
    /** In seconds. */
    window: t.bigint().notNull(),
    returnKind: t.text().notNull(),
    arbiter: t.hex().notNull(),
    placedAt: t.bigint().notNull(),
    placedIn: t.integer().notNull(),
    /** End of the return window, or of the present step of a return. */
    deadline: t.bigint().notNull(),
    finishedAt: t.bigint(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    sellers: index().on(table.seller, table.placedAt),
    buyers: index().on(table.buyer, table.placedAt),
    payers: index().on(table.payer, table.placedAt),
    campaigns: index().on(table.campaign, table.placedAt),
    due: index().on(table.state, table.deadline),
    refs: index().on(table.ref),
    transactions: index().on(table.transaction),
    times: index().on(table.placedAt),
  }),
);

export const saleLine = onchainTable(
  "sale_line",
  (t) => ({
    sale: t.hex().notNull(),
    position: t.integer().notNull(),
    product: t.bigint().notNull(),
    quantity: t.bigint().notNull(),
    unitPrice: t.bigint().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.sale, table.position] }), products: index().on(table.product) }),
);

/** A distributor's part of a sale, in the order of the receipt. `/sales/:id` explains it by level and rate. */
export const credit = onchainTable(
  "credit",
  (t) => ({
    sale: t.hex().notNull(),
    position: t.integer().notNull(),
    distributor: t.bigint().notNull(),
    amount: t.bigint().notNull(),
    state: creditState().notNull(),
    placedAt: t.bigint().notNull(),
    block: t.bigint().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.sale, table.position] }),
    distributors: index().on(table.distributor, table.placedAt),
    states: index().on(table.distributor, table.state),
  }),
);

/**
 * A step of a return: `requested`, `withdrawn`, `accepted`, `rejected`, `ruled for the buyer`, `ruled for the seller`,
 * `refunded`, `refund failed`.
 */
export const returnStep = onchainTable(
  "return_step",
  (t) => ({
    id: t.text().primaryKey(),
    sale: t.hex().notNull(),
    step: t.text().notNull(),
    /** Who accepted, or who received the refund. */
    by: t.hex(),
    reason: t.hex(),
    /** Until when somebody may decide. */
    deadline: t.bigint(),
    amount: t.bigint(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ sales: index().on(table.sale, table.time), steps: index().on(table.step, table.time) }),
);

/** An offer that was used up, or offers that were cancelled: those whose nonces are the bits of `mask` in `word`. */
export const offerEnd = onchainTable(
  "offer_end",
  (t) => ({
    id: t.text().primaryKey(),
    seller: t.bigint().notNull(),
    used: t.boolean().notNull(),
    /** Of an offer that was used; its sale is in the same transaction. */
    nonce: t.bigint(),
    word: t.bigint(),
    mask: t.bigint(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ sellers: index().on(table.seller, table.time), transactions: index().on(table.transaction) }),
);

/** Sales that were paid elsewhere, recorded together. */
export const recording = onchainTable(
  "recording",
  (t) => ({
    funder: t.hex().notNull(),
    number: t.bigint().notNull(),
    placed: t.bigint().notNull(),
    total: t.bigint().notNull(),
    passedOver: t.integer().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.funder, table.number] }), times: index().on(table.time) }),
);

/** A sale of a batch that was passed over, and why. */
export const rejection = onchainTable(
  "rejection",
  (t) => ({
    id: t.text().primaryKey(),
    funder: t.hex().notNull(),
    batch: t.bigint().notNull(),
    /** Its place in the batch, from 0. */
    index: t.bigint().notNull(),
    /** Name of the core's error; null if it is none of them. */
    error: t.text(),
    /** The error in words, with its values. */
    sentence: t.text(),
    /** The error in bytes. */
    reason: t.hex().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ batches: index().on(table.funder, table.batch), times: index().on(table.time) }),
);
