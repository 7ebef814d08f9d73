// What is sold.
import { index, onchainTable } from "ponder";

/** A product: an immutable version. */
export const product = onchainTable(
  "product",
  (t) => ({
    id: t.bigint().primaryKey(),
    sku: t.hex().notNull(),
    retail: t.bigint().notNull(),
    wholesale: t.bigint().notNull(),
    /** Commissionable volume. */
    volume: t.bigint().notNull(),
    /** In seconds. */
    window: t.bigint().notNull(),
    returnKind: t.text().notNull(),
    arbiter: t.hex().notNull(),
    closed: t.boolean().notNull(),
    /** How many were sold, in sales that were not refunded. */
    sold: t.bigint().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ skus: index().on(table.sku) }),
);

/** A product was closed to new placements, or reopened. */
export const productClosure = onchainTable(
  "product_closure",
  (t) => ({
    id: t.text().primaryKey(),
    product: t.bigint().notNull(),
    closed: t.boolean().notNull(),
    time: t.bigint().notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ products: index().on(table.product, table.time) }),
);
