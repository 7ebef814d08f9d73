import type { Period, PeriodState, Plan } from "../../../engine/src/index.ts";
import { type JsonFile, readJson } from "./json-file.ts";
import { periodName } from "./period.ts";
import { FileInvalid } from "./problems.ts";

/** What one period hands to the next, in a file. */
export interface StateFile {
  /** Hash of the plan that it was computed with. */
  readonly plan: string;
  /** The number of the period that it ends; null where no time was given. */
  readonly period: number | null;
  readonly figures: PeriodState;
}

/** @throws FileUnusable, FileInvalid if it is none. */
export function readStateFile(file: string): StateFile {
  const read = readJson(file);
  const { value } = read;
  if (!isObject(value)) throw wrong(read, "$", 'no state; expected an object with "plan", "period" and "figures"');
  const { plan, period, figures } = value;
  if (typeof plan !== "string") throw wrong(read, "$.plan", "no hash of a plan; expected a text");
  if (period !== null && !Number.isSafeInteger(period)) {
    throw wrong(read, "$.period", "no number of a period; expected a whole number, or null");
  }
  if (!isObject(figures) || !Object.values(figures).every(isObject)) {
    throw wrong(read, "$.figures", 'no figures; expected objects like {"7": "1250"} by name');
  }
  return { plan, period: period as number | null, figures: figures as unknown as PeriodState };
}

/** The text of a state's file. */
export function stateText(plan: Plan, period: Period | undefined, figures: PeriodState): string {
  const state: StateFile = { plan: plan.hash, period: period?.number ?? null, figures };
  return `${JSON.stringify(state)}\n`;
}

/** What should be known of a state before it is used; nothing if it fits. */
export function doubtsOf(state: StateFile, plan: Plan, period: Period | undefined): string[] {
  const doubts: string[] = [];
  if (state.plan !== plan.hash) {
    doubts.push(
      "The state was computed with another plan, or another version of it. What it carries is used all the same.",
    );
  }
  if (period !== undefined && state.period !== null && state.period + 1 !== period.number) {
    // Numbers of another plan may be of another length.
    const ended = state.plan === plan.hash ? ` (${periodName(state.period, plan)})` : "";
    const now = periodName(period.number, plan);
    doubts.push(
      `The state ends period ${state.period}${ended}, and this is period ${period.number} (${now}), which does not follow it. What it carries is used all the same.`,
    );
  }
  return doubts;
}

function wrong({ file, places }: JsonFile, path: string, message: string): FileInvalid {
  return new FileInvalid(file, [{ ...places.of(path), message }]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
