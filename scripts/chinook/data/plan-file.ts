import { type Plan, PlanInvalid, parsePlan, worstCase } from "../../../packages/protocol/src/index.ts";
import { DAY } from "../../local/time.ts";
import { readText } from "./csv.ts";
import { PlanReader } from "./plan-reader.ts";

const BASIS_POINTS = 10_000n;

/** What sales data does not say: the programme, its products' terms, its people's standing and its commission plan. */
export interface PlanFile {
  /** Of the company. */
  readonly name: string;
  /** The file as it is, to be published with the plan. */
  readonly text: string;
  readonly decimals: number;
  readonly programme: {
    /** When period 0 begins, in seconds since 1970. */
    readonly start: bigint;
    /** In seconds. */
    readonly period: bigint;
    /** In seconds. */
    readonly notice: bigint;
    /** Basis points of the wholesale price. */
    readonly cap: bigint;
    readonly openToAll: boolean;
  };
  readonly products: {
    /** Basis points of the retail price. */
    readonly wholesale: bigint;
    /** Basis points of the wholesale price. */
    readonly cv: bigint;
    /** In seconds. */
    readonly window: bigint;
  };
  readonly people: {
    /** When everybody enrols, in seconds since 1970. */
    readonly enrolled: bigint;
    readonly ranks: ReadonlyMap<string, bigint>;
  };
  readonly plan: Plan;
}

/**
 * Reads a plan file.
 * @param decimals Those of the token that the file is for.
 * @throws InputMissing, InputInvalid with the line and column of the first value that cannot be.
 */
export function readPlanFile(file: string, decimals: number): PlanFile {
  const text = readText(file);
  const reader = new PlanReader(file, text);
  const programme = readProgramme(reader);
  return {
    name: reader.name(),
    text,
    decimals: Number(reader.integer("token", "decimals", BigInt(decimals), BigInt(decimals))),
    programme,
    products: readProducts(reader),
    people: readPeople(reader, programme.start),
    plan: readPlan(reader, programme.cap),
  };
}

function readProgramme(reader: PlanReader): PlanFile["programme"] {
  return {
    start: reader.time("programme", "start"),
    period: reader.integer("programme", "periodDays", 1n, 366n) * DAY,
    notice: reader.integer("programme", "noticeDays", 0n, 366n) * DAY,
    cap: reader.integer("programme", "cap", 0n, BASIS_POINTS),
    openToAll: reader.boolean("programme", "openToAll"),
  };
}

function readProducts(reader: PlanReader): PlanFile["products"] {
  // Goods would need an arbiter, whom the data does not name.
  reader.choice("products", "returnKind", ["automatic"]);
  return {
    wholesale: reader.integer("products", "wholesale", 0n, BASIS_POINTS),
    cv: reader.integer("products", "cv", 0n, BASIS_POINTS),
    window: reader.integer("products", "returnDays", 0n, 366n) * DAY,
  };
}

function readPeople(reader: PlanReader, start: bigint): PlanFile["people"] {
  const enrolled = reader.time("people", "enrolled");
  if (enrolled < start) {
    throw reader.invalid("people.enrolled.value", reader.value("people", "enrolled"), "a time after programme.start");
  }
  return { enrolled, ranks: reader.integersByName("people", "ranks", 0n, 15n) };
}

const PLAN_KEYS = ["rates", "openRanks", "threshold", "compression", "walk", "personalPays", "poolShare"] as const;

function readPlan(reader: PlanReader, cap: bigint): Plan {
  reader.choice("plan", "family", ["unilevel"]);
  // The pool is paid out by a contract of its own, which this programme does not have.
  reader.integer("plan", "poolShare", 0n, 0n);
  const values = Object.fromEntries(PLAN_KEYS.map((key) => [key, reader.value("plan", key)]));
  const plan = located(reader, () => parsePlan(values));
  const worst = worstCase(plan);
  if (worst > cap)
    throw reader.invalid("plan.rates.value", values["rates"], `rates that add up to the cap, ${cap}, at most`);
  return plan;
}

/** Says where in the file it is what the plan cannot have. */
function located(reader: PlanReader, read: () => Plan): Plan {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PlanInvalid)) throw error;
    const [, key = "", rest = ""] = /(\w+)(\[\d+\])?$/.exec(String(error.values["place"])) ?? [];
    throw reader.invalid(`plan.${key}.value${rest}`, error.values["value"], String(error.values["expected"]));
  }
}
