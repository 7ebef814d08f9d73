import type { IndexerClient } from "../../indexer/client.ts";

/** Where all money went so far, in token units. */
export interface Flow {
  readonly sales: number;
  /** Totals of all sales. */
  readonly placed: bigint;
  /** Of these, what is in its return window. */
  readonly escrow: bigint;
  readonly refunded: bigint;
  /** Of what was settled: the sellers' retail profit, commissions by level and rank, pool, company. */
  readonly profit: bigint;
  readonly commission: bigint;
  readonly pool: bigint;
  readonly company: bigint;
  /** Paid out, to distributors, to the company, and from the pool. */
  readonly paid: bigint;
  readonly paidCompany: bigint;
  readonly poolSpent: bigint;
}

const AMOUNTS = [
  "placed",
  "escrow",
  "refunded",
  "profit",
  "commission",
  "pool",
  "company",
  "paid",
  "paidCompany",
  "poolSpent",
] as const;

type Row = { readonly sales: number } & Readonly<Record<(typeof AMOUNTS)[number], string>>;

/** Turns a row of the indexer into amounts. */
export function flowOf(row: Row): Flow {
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, BigInt(row[name])]));
  return { sales: row.sales, ...(amounts as Record<(typeof AMOUNTS)[number], bigint>) };
}

/** Whether every unit of all sales is somewhere: nothing was lost or made on the way. */
export function isWhole({ placed, escrow, refunded, profit, commission, pool, company }: Flow): boolean {
  return placed === escrow + refunded + profit + commission + pool + company;
}

/** Reads it. @returns Undefined before the first sale. */
export async function readFlow(indexer: IndexerClient): Promise<Flow | undefined> {
  const { flows } = await indexer.query<{ flows: { items: readonly Row[] } }>(
    `{ flows(limit: 1) { items { sales ${AMOUNTS.join(" ")} } } }`,
  );
  const [row] = flows.items;
  return row === undefined ? undefined : flowOf(row);
}
