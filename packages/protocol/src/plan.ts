import { COMPRESSIONS, type Compression, choice, choiceNumber } from "./choices.ts";
import type { IPlans } from "./contracts/index.js";
import { ProtocolError } from "./protocol-error.ts";

/** The most levels that a plan has: the seller's, 0, and fifteen above him. */
export const PLAN_LEVELS = 16;

/**
 * A plan of two families, either of which may be empty: unilevel, of which affiliate one- and two-tier plans are settings,
 * and differential. With both it is a hybrid.
 */
export interface Plan {
  /** Basis points of the CV by level: first the seller's, then his sponsor's, and so on; at most sixteen. */
  readonly rates: readonly bigint[];
  /** The least rank that opens each level; levels without one are open to every rank. */
  readonly openRanks: readonly bigint[];
  /**
   * Basis points of the CV by rank, 0 first, at most sixteen: each active person of the line gets his rate less the
   * highest below him, the seller his own.
   */
  readonly rankRates: readonly bigint[];
  /** Settled retail volume of a period, in token units, that makes active in the next; 0: everybody is active. */
  readonly threshold: bigint;
  /** Basis points of the CV for the bonus pool. */
  readonly poolShare: bigint;
  /** The most uplines that a sale looks at, 1 to 32. */
  readonly walk: bigint;
  /** What happens to a level whose upline is not qualified for it. */
  readonly compression: Compression;
  /** Whether a seller's purchase from himself pays commissions and pool share. */
  readonly personalPays: boolean;
}

/** A plan has a value that no plan can have. */
export class PlanInvalid extends ProtocolError {
  override readonly name = "PlanInvalid";

  constructor(place: string, value: unknown, expected: string) {
    super(
      `${place} is ${shown(value)}, expected ${expected}`,
      { place, value, expected },
      `Correct ${place} in the plan.`,
    );
  }
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}

const MAX_RATE = 10_000n;
const MAX_RANK = 15n;
const MAX_WALK = 32n;
const MAX_THRESHOLD = (1n << 80n) - 1n;

/**
 * Reads a plan from parsed JSON. Numbers may be JSON numbers or, where they are large, strings of digits.
 * @throws PlanInvalid with the place, the value and what was expected.
 */
export function parsePlan(json: unknown): Plan {
  if (typeof json !== "object" || json === null) throw new PlanInvalid("the plan", json, "an object");
  const at = (key: keyof Plan): unknown => (json as Partial<Record<keyof Plan, unknown>>)[key];
  return checkPlan({
    rates: integers("rates", at("rates")),
    openRanks: integers("openRanks", at("openRanks")),
    // A plan without differential leaves them out.
    rankRates: integers("rankRates", at("rankRates") ?? []),
    threshold: integer("threshold", at("threshold")),
    poolShare: integer("poolShare", at("poolShare")),
    walk: integer("walk", at("walk")),
    compression: at("compression") as Compression,
    personalPays: at("personalPays") as boolean,
  });
}

function integer(place: string, value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === "string" && /^\d+$/.test(value)) return BigInt(value);
  throw new PlanInvalid(place, value, "a whole number");
}

function integers(place: string, value: unknown): readonly bigint[] {
  if (!Array.isArray(value)) throw new PlanInvalid(place, value, "a list of whole numbers");
  return value.map((entry, level) => integer(`${place}[${level}]`, entry));
}

/**
 * Checks what the contract would check, but for cap, notice and run contract, and returns the plan.
 * @throws PlanInvalid with the place, the value and what was expected.
 */
export function checkPlan(plan: Plan): Plan {
  checkLevels("rates", plan.rates, MAX_RATE);
  checkLevels("openRanks", plan.openRanks, MAX_RANK);
  checkLevels("rankRates", plan.rankRates, MAX_RATE);
  checkRange("threshold", plan.threshold, 0n, MAX_THRESHOLD);
  checkRange("poolShare", plan.poolShare, 0n, MAX_RATE);
  checkRange("walk", plan.walk, 1n, MAX_WALK);
  if (!COMPRESSIONS.includes(plan.compression)) {
    throw new PlanInvalid("compression", plan.compression, `one of ${COMPRESSIONS.join(", ")}`);
  }
  if (typeof plan.personalPays !== "boolean") throw new PlanInvalid("personalPays", plan.personalPays, "true or false");
  return plan;
}

function checkLevels(place: string, values: readonly bigint[], highest: bigint): void {
  if (values.length > PLAN_LEVELS) {
    throw new PlanInvalid(`the number of ${place}`, values.length, `at most ${PLAN_LEVELS}`);
  }
  for (const [level, value] of values.entries()) checkRange(`${place}[${level}]`, value, 0n, highest);
}

function checkRange(place: string, value: bigint, lowest: bigint, highest: bigint): void {
  if (value < lowest || value > highest) throw new PlanInvalid(place, value, `${lowest} to ${highest}`);
}

/** The most that one sale can pay by this plan, with its pool share, in basis points of the CV; the cap bounds it. */
export function worstCase(plan: Plan): bigint {
  const byRank = plan.rankRates.reduce((highest, rate) => (rate > highest ? rate : highest), 0n);
  return plan.rates.reduce((sum, rate) => sum + rate, plan.poolShare + byRank);
}

function padded(values: readonly bigint[]): bigint[] {
  return Array.from({ length: PLAN_LEVELS }, (_, level) => values[level] ?? 0n);
}

/** A plain array: the lists that ethers decodes throw beyond their end. */
function trimmed(values: readonly bigint[]): readonly bigint[] {
  return [...values].slice(0, values.findLastIndex((value) => value !== 0n) + 1);
}

/** The plan as the contract takes it. @throws PlanInvalid if it has a value that no plan can have. */
export function planToStruct(plan: Plan): IPlans.PlanStruct {
  const { threshold, poolShare, walk, personalPays } = checkPlan(plan);
  return {
    rates: padded(plan.rates),
    openRanks: padded(plan.openRanks),
    rankRates: padded(plan.rankRates),
    threshold,
    poolShare,
    walk,
    compression: choiceNumber(COMPRESSIONS, plan.compression),
    personalPays,
  };
}

/** The plan as people write it, without the zeros at the end of its lists. */
export function planFromStruct(struct: IPlans.PlanStructOutput): Plan {
  const { threshold, poolShare, walk, personalPays } = struct;
  return {
    rates: trimmed(struct.rates),
    openRanks: trimmed(struct.openRanks),
    rankRates: trimmed(struct.rankRates),
    threshold,
    poolShare,
    walk,
    compression: choice(COMPRESSIONS, struct.compression),
    personalPays,
  };
}
