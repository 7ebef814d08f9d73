// Whose a wallet is or was, and how wallets move.
import { index, onchainTable } from "ponder";

/** A wallet that was bound to a distributor, for good: a former one makes nobody a retail customer again. */
export const wallet = onchainTable(
  "wallet",
  (t) => ({
    address: t.hex().primaryKey(),
    distributor: t.bigint().notNull(),
    /** False for a wallet that was moved away from. */
    current: t.boolean().notNull(),
    since: t.bigint().notNull(),
    until: t.bigint(),
    block: t.bigint().notNull(),
  }),
  (table) => ({ distributors: index().on(table.distributor, table.since) }),
);

/**
 * What happened to a distributor's wallet: `bound`, `proposed`, `withdrawn`, `moved`, `guardian named`,
 * `guardian removed`, `recovery started`, `recovery stopped`.
 */
export const walletStep = onchainTable(
  "wallet_step",
  (t) => ({
    id: t.text().primaryKey(),
    distributor: t.bigint().notNull(),
    step: t.text().notNull(),
    from: t.hex(),
    /** The other wallet, or the guardian. */
    to: t.hex(),
    /** Who stopped a recovery, or signed a voucher. */
    by: t.hex(),
    /** Of a recovery: from when it can be finished. Of a guardian: seconds that a recovery takes. */
    delay: t.bigint(),
    readyAt: t.bigint(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ distributors: index().on(table.distributor, table.time), steps: index().on(table.step, table.time) }),
);
