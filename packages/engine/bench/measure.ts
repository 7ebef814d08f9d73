// Measures one thing in a process of its own, so that memory and warmth are its own, and prints it as JSON:
//
//   measure.ts period DISTRIBUTORS fast|exact
//   measure.ts unilevel DISTRIBUTORS
//   measure.ts merkle DISTRIBUTORS
import { createHash } from "node:crypto";
import { Figures } from "../src/figures/figures.ts";
import { calculate, type LineBatch, MerkleTree, Network, type PeriodResult } from "../src/index.ts";
import { FastLane } from "../src/money/fast.ts";
import { StateBook } from "../src/run/state.ts";
import { Clock } from "./clock.ts";
import { Database, hasDuckDb } from "./duckdb.ts";
import { type BenchMarket, inventBenchMarket, networkOf, salesOf } from "./market.ts";
import { benchPlan } from "./plan.ts";
import { bySale, bySeller, byStep, load, type Standing, type Sums } from "./sql.ts";

/** Seconds of the processor by phase. */
export type Phases = Readonly<Record<string, number>>;

/** A whole period. */
export interface PeriodMeasure {
  readonly people: number;
  readonly sales: number;
  readonly lane: string;
  /** Of all phases but the invention of the data: network, figures and bonuses, result and its hash. */
  readonly cpu: number;
  /** The same by the clock on the wall. */
  readonly wall: number;
  readonly phases: Phases;
  /** The most that the process held, in MiB; the data and their invention included. */
  readonly memory: number;
  readonly lines: number;
  readonly linesHash: string;
  readonly resultHash: string;
}

/** Computes a period with all its lines, which are hashed one batch in 64 and counted. */
export function measurePeriod(people: number, lane: "fast" | "exact"): PeriodMeasure {
  const market = inventBenchMarket(people);
  const plan = benchPlan();
  const clock = new Clock();
  const network = networkOf(market);
  const sales = salesOf(market);
  clock.lap("trees and columns");
  const names = plan.document.bonuses.map(({ id }) => id);
  const hash = createHash("sha256");
  let lines = 0;
  let batches = 0;
  const sink = (batch: LineBatch) => {
    lines += batch.length;
    if (batches++ % 64 === 0) hashLines(hash, batch);
    // A batch counts for the bonus of its last line, with the figures that this bonus asked for first.
    clock.lap(names[batch.bonus[batch.length - 1] as number] ?? "caps");
  };
  const result = calculate({ plan, network, sales }, { sink, lane });
  clock.lap("state");
  const resultHash = result.hash();
  clock.lap("hash of the result");
  return {
    people,
    sales: sales.length,
    lane: result.lane,
    cpu: clock.cpu,
    wall: clock.wall,
    phases: clock.phases,
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
    lines,
    linesHash: hash.digest("hex"),
    resultHash,
  };
}

function hashLines(hash: ReturnType<typeof createHash>, batch: LineBatch): void {
  const { beneficiary, source, level, rate, kind, reason, skipped, length } = batch;
  for (const column of [beneficiary, source, level, rate, kind, reason]) hash.update(column.subarray(0, length));
  hash.update(skipped.subarray(0, batch.skippedFrom[length]));
  for (let line = 0; line < length; line += 16) hash.update(`${batch.amountOf(line)},`);
}

/** The unilevel part, in the engine and in SQL, on the same data. */
export interface UnilevelMeasure {
  readonly people: number;
  readonly sales: number;
  /** The engine: sums only, and with all lines. */
  readonly engine: number;
  readonly engineLines: number;
  readonly lines: number;
  readonly database: string;
  readonly sql: Phases;
  /** Distributors whose sums differ; none should. */
  readonly differing: number;
}

export async function measureUnilevel(people: number): Promise<UnilevelMeasure> {
  const market = inventBenchMarket(people);
  const standing = standingOf(market);
  const sales = salesOf(market);
  const clock = new Clock();
  const { sponsor, placement, position } = market;
  const network = Network.ofColumns({ sponsor, placement, position, ...standing });
  const input = { plan: benchPlan("unilevel"), network, sales, standing: "given" } as const;
  const result = calculate(input);
  const engine = clock.lap("engine");
  let lines = 0;
  calculate(input, { sink: ({ length }) => (lines += length) });
  const engineLines = clock.lap("engine with lines");
  const database = await Database.open();
  await load(database, market, standing);
  clock.lap("load");
  const sql: Record<string, number> = {};
  let differing = 0;
  for (const [name, query] of Object.entries({ bySeller, byStep, bySale })) {
    const sums = await query(database, people);
    sql[name] = clock.lap(name);
    differing += countDifferent(result, sums);
    clock.lap("comparison");
  }
  return { people, sales: sales.length, engine, engineLines, lines, database: database.version, sql, differing };
}

function countDifferent(result: PeriodResult, sums: Sums): number {
  let count = 0;
  for (let index = 1; index < sums.length; index++)
    if (result.earningsAt(index) !== BigInt(sums[index] as number)) count++;
  return count;
}

/** Activity and ranks as the engine computes them for the whole plan. */
export function standingOf(market: BenchMarket): Standing {
  const plan = benchPlan();
  const network = networkOf(market);
  const lane = new FastLane(plan.rounding);
  const state = new StateBook(lane, network, {});
  const sales = salesOf(market);
  const { active, rank } = new Figures({ plan, lane, network, sales, period: undefined, state, given: false });
  return { active, rank };
}

/** The tree that is published over what everybody has earned, a claim a distributor. */
export interface MerkleMeasure {
  readonly claims: number;
  /** Seconds of the processor, from the claims to the root. */
  readonly cpu: number;
  readonly root: string;
}

export function measureMerkle(claims: number): MerkleMeasure {
  const made = Array.from({ length: claims }, (_, i) => ({ distributor: BigInt(i + 2), amount: BigInt(i) * 7_919n }));
  const clock = new Clock();
  const { root } = new MerkleTree(made);
  return { claims, cpu: clock.lap("tree"), root };
}

if (import.meta.main) {
  const [what, size = "10000", lane] = process.argv.slice(2);
  const people = Number(size);
  if (what === "period") console.log(JSON.stringify(measurePeriod(people, lane === "exact" ? "exact" : "fast")));
  else if (what === "merkle") console.log(JSON.stringify(measureMerkle(people)));
  else console.log(JSON.stringify(hasDuckDb() ? await measureUnilevel(people) : null));
}
