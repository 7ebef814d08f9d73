// Money that leaves, and totals.
import { index, onchainTable } from "ponder";

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
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    distributors: index().on(table.distributor, table.time),
    times: index().on(table.time),
    transactions: index().on(table.transaction),
  }),
);

/** A claim that was signed: used by whoever sent it, or taken back by the wallet. */
export const claimSignature = onchainTable(
  "claim_signature",
  (t) => ({
    id: t.text().primaryKey(),
    wallet: t.hex().notNull(),
    nonce: t.bigint().notNull(),
    used: t.boolean().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ wallets: index().on(table.wallet, table.time) }),
);

/** What the run contract spent from the bonus pool. */
export const poolPayment = onchainTable(
  "pool_payment",
  (t) => ({
    id: t.text().primaryKey(),
    to: t.hex().notNull(),
    amount: t.bigint().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ times: index().on(table.time) }),
);

/** Sales of a campaign; 0 is none. */
export const campaign = onchainTable("campaign", (t) => ({
  id: t.bigint().primaryKey(),
  sales: t.integer().notNull(),
  placed: t.bigint().notNull(),
  settled: t.bigint().notNull(),
  refunded: t.bigint().notNull(),
  firstAt: t.bigint().notNull(),
  lastAt: t.bigint().notNull(),
}));

/** What happened in a day, in UTC. */
export const day = onchainTable("day", (t) => ({
  day: t.integer().primaryKey(),
  joined: t.integer().notNull(),
  sales: t.integer().notNull(),
  placed: t.bigint().notNull(),
  settled: t.bigint().notNull(),
  refunded: t.bigint().notNull(),
  /** What settled sales credited to distributors, retail profit included. */
  credited: t.bigint().notNull(),
  /** Paid out to distributors and to the company. */
  paid: t.bigint().notNull(),
}));

/**
 * Where the money is and where it went; one row. `placed` = `escrow` + `settled` + `refunded`, and `settled` =
 * `profit` + `commission` + `pool` + `company`.
 */
export const flow = onchainTable("flow", (t) => ({
  core: t.hex().primaryKey(),
  sales: t.integer().notNull(),
  placed: t.bigint().notNull(),
  escrow: t.bigint().notNull(),
  settled: t.bigint().notNull(),
  refunded: t.bigint().notNull(),
  profit: t.bigint().notNull(),
  commission: t.bigint().notNull(),
  pool: t.bigint().notNull(),
  company: t.bigint().notNull(),
  /** Paid out to distributors. */
  paid: t.bigint().notNull(),
  /** Paid out to the company. */
  paidCompany: t.bigint().notNull(),
  /** Spent from the pool. */
  poolSpent: t.bigint().notNull(),
}));
