// Who may do what, and the contracts that were named.
import { index, onchainTable, primaryKey } from "ponder";

/** A role that somebody has or had. `name` is that of the contract, for example `PLAN_ROLE`. */
export const power = onchainTable(
  "power",
  (t) => ({
    role: t.hex().notNull(),
    account: t.hex().notNull(),
    name: t.text().notNull(),
    held: t.boolean().notNull(),
    since: t.bigint().notNull(),
    until: t.bigint(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ key: primaryKey({ columns: [table.role, table.account] }), accounts: index().on(table.account) }),
);

/** A role was `granted` or `revoked`, or got another `admin`. */
export const powerChange = onchainTable(
  "power_change",
  (t) => ({
    id: t.text().primaryKey(),
    role: t.hex().notNull(),
    name: t.text().notNull(),
    change: t.text().notNull(),
    /** Null where the role got another admin role. */
    account: t.hex(),
    by: t.hex(),
    adminRole: t.hex(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ roles: index().on(table.role, table.time), accounts: index().on(table.account, table.time) }),
);

/** A `screen` or a `run` contract was `scheduled`, `cancelled` or `set`. */
export const appointment = onchainTable(
  "appointment",
  (t) => ({
    id: t.text().primaryKey(),
    what: t.text().notNull(),
    step: t.text().notNull(),
    /** Null: none is to be asked any more. */
    contract: t.hex(),
    /** Of what was scheduled: from when it can be set. */
    from: t.bigint(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ kinds: index().on(table.what, table.time) }),
);

/** The screen gave no answer, so somebody was let through. */
export const screenFailure = onchainTable(
  "screen_failure",
  (t) => ({
    id: t.text().primaryKey(),
    screen: t.hex().notNull(),
    account: t.hex().notNull(),
    action: t.text().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ times: index().on(table.time) }),
);

/** New enrolments and sales were stopped, or go on. */
export const pause = onchainTable(
  "pause",
  (t) => ({
    id: t.text().primaryKey(),
    by: t.hex().notNull(),
    paused: t.boolean().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ times: index().on(table.time) }),
);
