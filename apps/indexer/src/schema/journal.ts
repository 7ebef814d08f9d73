// The journal, recomputed and compared.
import { index, onchainTable } from "ponder";

/** The journal as recomputed up to its last entry; one row. */
export const journal = onchainTable("journal", (t) => ({
  core: t.hex().primaryKey(),
  head: t.hex().notNull(),
  entries: t.integer().notNull(),
  block: t.bigint().notNull(),
  time: t.bigint().notNull(),
}));

/** The head after the last entry of a block. */
export const journalBlock = onchainTable("journal_block", (t) => ({
  block: t.bigint().primaryKey(),
  hash: t.hex().notNull(),
  head: t.hex().notNull(),
  entries: t.integer().notNull(),
  time: t.bigint().notNull(),
}));

/** The recomputed head beside the chain's own at a block. */
export const journalCheck = onchainTable(
  "journal_check",
  (t) => ({
    block: t.bigint().primaryKey(),
    hash: t.hex().notNull(),
    head: t.hex().notNull(),
    onChain: t.hex().notNull(),
    agrees: t.boolean().notNull(),
    time: t.bigint().notNull(),
  }),
  (table) => ({ verdicts: index().on(table.agrees, table.block) }),
);

/**
 * The events contradict themselves, so that one is missing, changed or out of order. `gap`: a sale's id is not the head
 * just before it. `unknown`: an event speaks of something that no event before it made; what it says is left out.
 */
export const journalFault = onchainTable(
  "journal_fault",
  (t) => ({
    id: t.text().primaryKey(),
    fault: t.text().notNull(),
    entry: t.integer().notNull(),
    block: t.bigint().notNull(),
    /** The event's name, and what it speaks of. */
    event: t.text().notNull(),
    about: t.text().notNull(),
    /** The recomputed head before it, and the one that the sale names. */
    head: t.hex().notNull(),
    found: t.hex(),
  }),
  (table) => ({ entries: index().on(table.entry) }),
);
