// The unilevel part as SQL: what somebody would write who has no engine.
import type { Database } from "./duckdb.ts";
import type { BenchMarket } from "./market.ts";
import { LEVELS, RANKS, WALK } from "./plan.ts";

/** Who is active, and who has which rank: 1 and the rank's number, by index. */
export interface Standing {
  readonly active: Uint8Array;
  readonly rank: Uint8Array;
}

/** What each distributor gets, by index. */
export type Sums = Float64Array;

export async function load(database: Database, market: BenchMarket, { active, rank }: Standing): Promise<void> {
  const { sponsor, seller, cv } = market;
  await database.table("people", { id: Int32Array.from(sponsor.keys()), sponsor, active, rank });
  await database.table("sales", { seller, cv });
  await database.table("levels", {
    level: LEVELS.map((_, index) => index + 1),
    rate: LEVELS.map(({ rate }) => rate),
    open: LEVELS.map(({ rank }) => RANKS.indexOf(rank)),
  });
}

/**
 * One recursive query that climbs from each sale: a row for everybody looked at, and the next level only after one who
 * is paid, which is dynamic compression.
 */
export async function bySale(database: Database, people: number): Promise<Sums> {
  return sumsOf(
    people,
    await database.read(`
      ${climb("rowid AS source, cv", "sales", "walk.source, walk.cv")}
      SELECT place, sum(cv::BIGINT * rate // 10000)::BIGINT FROM walk JOIN levels USING (level)
      WHERE paid GROUP BY place`),
  );
}

/**
 * The same for each seller instead of each sale, joined with the sales: what is above a seller is the same for all of
 * them.
 */
export async function bySeller(database: Database, people: number): Promise<Sums> {
  await database.run(`CREATE TABLE paths AS
    ${climb("seller AS source", "(SELECT DISTINCT seller FROM sales)", "walk.source")}
    SELECT source AS seller, place, level FROM walk WHERE paid`);
  return sumsOf(people, await database.read(paidBy("paths")));
}

/** Without recursion: one join for each step up, into tables. */
export async function byStep(database: Database, people: number): Promise<Sums> {
  await database.run(`CREATE TABLE up AS SELECT me.id, above.id AS above, above.active, above.rank
    FROM people me JOIN people above ON above.id = me.sponsor WHERE above.id <> 0`);
  await database.run("CREATE TABLE payees (seller INTEGER, place INTEGER, level INTEGER)");
  await database.run("CREATE TABLE walk AS SELECT DISTINCT seller, seller AS place, 1 AS level FROM sales");
  for (let step = 0; step < WALK; step++) {
    await database.run(`CREATE TABLE next AS
      SELECT seller, above AS place, level, active = 1 AND rank >= open AS paid
      FROM walk JOIN up ON up.id = walk.place JOIN levels USING (level)`);
    await database.run("INSERT INTO payees SELECT seller, place, level FROM next WHERE paid");
    await database.run("DROP TABLE walk");
    await database.run("CREATE TABLE walk AS SELECT seller, place, level + paid::INTEGER AS level FROM next");
    await database.run("DROP TABLE next");
  }
  return sumsOf(people, await database.read(paidBy("payees")));
}

/** What everybody is paid, from a table of who is paid which level above each seller. */
function paidBy(table: string): string {
  return `SELECT place, sum(cv::BIGINT * rate // 10000)::BIGINT
    FROM sales JOIN ${table} USING (seller) JOIN levels USING (level) GROUP BY place`;
}

/** The recursive part: everybody looked at above each source, and whether he is paid the level. */
function climb(source: string, from: string, same: string): string {
  const level = "walk.level + walk.paid::INTEGER";
  return `WITH RECURSIVE walk AS (
    SELECT ${source}, seller AS place, 1 AS level, 0 AS looked, false AS paid FROM ${from}
    UNION ALL
    SELECT ${same}, above.id, ${level}, looked + 1, above.active = 1 AND above.rank >= levels.open
    FROM walk JOIN people me ON me.id = walk.place JOIN people above ON above.id = me.sponsor
    JOIN levels ON levels.level = ${level}
    WHERE above.id <> 0 AND looked < ${WALK})`;
}

function sumsOf(people: number, [places = [], amounts = []]: readonly (readonly (number | bigint)[])[]): Sums {
  const sums = new Float64Array(people + 1);
  for (const [row, place] of places.entries()) sums[Number(place)] = Number(amounts[row]);
  return sums;
}
