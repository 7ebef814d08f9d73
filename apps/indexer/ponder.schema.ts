// What the API serves. Amounts are in token units, times in seconds since 1970, days in days since 1970.
import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";

export const saleState = onchainEnum("sale_state", ["escrowed", "requested", "disputed", "settled", "refunded"]);
export const creditState = onchainEnum("credit_state", ["waiting", "paid", "refunded"]);

/** Who sells. The company is 1. Upline and downline come from `sponsor`: a chain of any length costs one row a person. */
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
    legacyId: t.hex(),
    joinedAt: t.bigint().notNull(),
    rank: t.integer().notNull(),
    /** Of credits whose sale is in escrow. */
    waiting: t.bigint().notNull(),
    /** Claimable. */
    balance: t.bigint().notNull(),
    claimed: t.bigint().notNull(),
    /** Retail and other sales of his own, by their totals, refunded ones left out. */
    sold: t.bigint().notNull(),
    pushOff: t.boolean().notNull(),
    /** End of the hold in force; null where there is none. It lapses by itself. */
    heldUntil: t.bigint(),
    holdReason: t.hex(),
  }),
  (table) => ({ sponsors: index().on(table.sponsor), wallets: index().on(table.wallet) }),
);

/** A sale. Its id is the journal's head just before its event. */
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
    profit: t.bigint().notNull(),
    pool: t.bigint().notNull(),
    company: t.bigint().notNull(),
    credits: t.integer().notNull(),
    placedAt: t.bigint().notNull(),
    /** End of the return window, or of the present step of a return. */
    deadline: t.bigint().notNull(),
    finishedAt: t.bigint(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    sellers: index().on(table.seller, table.placedAt),
    buyers: index().on(table.buyer, table.placedAt),
    campaigns: index().on(table.campaign, table.placedAt),
    due: index().on(table.state, table.deadline),
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

/** A distributor's part of a sale, in the order of the receipt. */
export const credit = onchainTable(
  "credit",
  (t) => ({
    sale: t.hex().notNull(),
    position: t.integer().notNull(),
    distributor: t.bigint().notNull(),
    amount: t.bigint().notNull(),
    state: creditState().notNull(),
    placedAt: t.bigint().notNull(),
  }),
  (table) => ({
    key: primaryKey({ columns: [table.sale, table.position] }),
    distributors: index().on(table.distributor, table.placedAt),
  }),
);

/** A payout, of a claim or of a push. */
export const claim = onchainTable(
  "claim",
  (t) => ({
    id: t.text().primaryKey(),
    distributor: t.bigint().notNull(),
    to: t.hex().notNull(),
    amount: t.bigint().notNull(),
    /** A push that could not be delivered; the balance was kept. */
    failed: t.boolean().notNull(),
    time: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ distributors: index().on(table.distributor, table.time) }),
);

/** A step of a return. */
export const returnStep = onchainTable(
  "return_step",
  (t) => ({
    id: t.text().primaryKey(),
    sale: t.hex().notNull(),
    step: t.text().notNull(),
    by: t.hex(),
    reason: t.hex(),
    time: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ sales: index().on(table.sale, table.time) }),
);

export const product = onchainTable("product", (t) => ({
  id: t.bigint().primaryKey(),
  sku: t.hex().notNull(),
  retail: t.bigint().notNull(),
  wholesale: t.bigint().notNull(),
  volume: t.bigint().notNull(),
  window: t.bigint().notNull(),
  returnKind: t.text().notNull(),
  arbiter: t.hex().notNull(),
  closed: t.boolean().notNull(),
}));

/** Sales of a campaign; 0 is none. */
export const campaign = onchainTable("campaign", (t) => ({
  id: t.bigint().primaryKey(),
  sales: t.integer().notNull(),
  placed: t.bigint().notNull(),
  refunded: t.bigint().notNull(),
}));

/** What happened in a day, in UTC. */
export const day = onchainTable("day", (t) => ({
  day: t.integer().primaryKey(),
  joined: t.integer().notNull(),
  sales: t.integer().notNull(),
  placed: t.bigint().notNull(),
  settled: t.bigint().notNull(),
  refunded: t.bigint().notNull(),
  paid: t.bigint().notNull(),
}));

/** The journal as recomputed up to its last entry; one row. */
export const journal = onchainTable("journal", (t) => ({
  core: t.hex().primaryKey(),
  head: t.hex().notNull(),
  entries: t.integer().notNull(),
  block: t.bigint().notNull(),
}));

/** The head after the last entry of a block. */
export const journalBlock = onchainTable("journal_block", (t) => ({
  block: t.bigint().primaryKey(),
  head: t.hex().notNull(),
  entries: t.integer().notNull(),
}));

/** The recomputed head beside the chain's own at a block. */
export const journalCheck = onchainTable("journal_check", (t) => ({
  block: t.bigint().primaryKey(),
  hash: t.hex().notNull(),
  head: t.hex().notNull(),
  onChain: t.hex().notNull(),
  agrees: t.boolean().notNull(),
}));

/** A sale whose id is not the head just before it: an event before it is missing, changed or out of order. */
export const journalFault = onchainTable("journal_fault", (t) => ({
  entry: t.integer().primaryKey(),
  block: t.bigint().notNull(),
  head: t.hex().notNull(),
  found: t.hex().notNull(),
}));

export const saleRelations = relations(sale, ({ many }) => ({
  lines: many(saleLine),
  parts: many(credit),
  steps: many(returnStep),
}));
export const lineRelations = relations(saleLine, ({ one }) => ({
  of: one(sale, { fields: [saleLine.sale], references: [sale.id] }),
}));
export const creditRelations = relations(credit, ({ one }) => ({
  of: one(sale, { fields: [credit.sale], references: [sale.id] }),
}));
export const stepRelations = relations(returnStep, ({ one }) => ({
  of: one(sale, { fields: [returnStep.sale], references: [sale.id] }),
}));
