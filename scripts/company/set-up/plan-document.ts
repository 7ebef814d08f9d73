import type { Plan } from "../../../examples/company/generator/story.ts";

/** A plan as the company publishes it: rates in basis points of the CV, amounts in token units. */
export function planDocument(plan: Plan): string {
  return JSON.stringify(plan, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
}
