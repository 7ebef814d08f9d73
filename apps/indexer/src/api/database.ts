// Questions to the database that are written in SQL.
import { db } from "ponder:api";
import { sql } from "ponder";

/** A question in SQL, or a part of one. */
export type SQL = ReturnType<typeof sql>;

export type Row = Readonly<Record<string, unknown>>;

/** The rows of a question, with its columns by their names in the database. */
export async function rowsOf<T extends Row>(query: SQL): Promise<readonly T[]> {
  return (await db.execute(query)).rows as unknown as readonly T[];
}

/** The only row of a question that always has one. */
export async function rowOf<T extends Row>(query: SQL): Promise<T> {
  const [row] = await rowsOf<T>(query);
  if (row === undefined) throw new Error("a question without an answer");
  return row;
}

/** The digits of a checkpoint that tell the time of its block. */
const TIME_DIGITS = 10;

/** Second of the last block that was read, which is the present for everything here; 0 before the first. */
export async function present(): Promise<bigint> {
  const [row] = await rowsOf<{ time: string | null }>(
    sql`select max(left(latest_checkpoint, ${TIME_DIGITS})) as time from ${checkpoints()}`,
  );
  return BigInt(row?.time ?? 0);
}

/** Ponder's own table of how far it has read. */
function checkpoints(): SQL {
  return sql`${sql.identifier(schemaName())}.${sql.identifier("_ponder_checkpoint")}`;
}

function schemaName(): string {
  return globalThis.PONDER_NAMESPACE_BUILD.schema;
}

declare global {
  var PONDER_NAMESPACE_BUILD: { readonly schema: string };
}
