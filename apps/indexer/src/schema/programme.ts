// What was fixed when the programme was deployed, and how it stands.
import { onchainTable } from "ponder";

/** The addresses of the core's modules, by name. */
export type Modules = Readonly<Record<string, `0x${string}`>>;

/** The programme; one row. */
export const programme = onchainTable("programme", (t) => ({
  core: t.hex().primaryKey(),
  token: t.hex().notNull(),
  /** Second at which period 0 begins. */
  start: t.bigint().notNull(),
  /** In seconds, as are the next three. */
  periodLength: t.bigint().notNull(),
  notice: t.bigint().notNull(),
  decisionTime: t.bigint().notNull(),
  rulingTime: t.bigint().notNull(),
  /** In basis points of the wholesale price. */
  cap: t.integer().notNull(),
  /** In basis points above retail. */
  markup: t.integer().notNull(),
  openToAll: t.boolean().notNull(),
  modules: t.jsonb().$type<Modules>().notNull(),
  treasury: t.hex().notNull(),
  /** First holder of the admin role. */
  admin: t.hex().notNull(),
  createdAt: t.bigint().notNull(),
  /** Null before the opening. */
  openedAt: t.bigint(),
  openedIn: t.integer(),
  paused: t.boolean().notNull(),
  /** Number of people, the company included. */
  distributors: t.integer().notNull(),
  /** How many of them were imported, and have no wallet yet. */
  imported: t.integer().notNull(),
  unbound: t.integer().notNull(),
  /** The contract that is asked who may join or be paid; null: none. The next one can be set from `screenFrom` on. */
  screen: t.hex(),
  screenNext: t.hex(),
  screenFrom: t.bigint(),
  /** The contract that may spend the bonus pool. */
  run: t.hex(),
  runNext: t.hex(),
  runFrom: t.bigint(),
  block: t.bigint().notNull(),
  transaction: t.hex().notNull(),
}));
