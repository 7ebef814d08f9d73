import type { Calendar } from "./calendar.ts";
import type { Random } from "./random.ts";
import type { Product } from "./story.ts";

/** Days that the company has to decide, and the arbiter to rule. */
export const DECISION_DAYS = 14;
export const RULING_DAYS = 30;

/** Some sales are returned; over goods the company decides or is silent, and an arbiter rules or is silent. */
export function planReturn(random: Random, calendar: Calendar, sale: number, day: number, product: Product): void {
  const { returnDays, goods } = product;
  if (returnDays === 0 || !random.chance(goods ? 6 : 4)) return;
  const requested = day + random.between(1, returnDays - 2);
  calendar.at(requested, { type: "request", sale });
  if (goods) planDecision(random, calendar, sale, requested);
}

function planDecision(random: Random, calendar: Calendar, sale: number, requested: number): void {
  const decided = requested + random.between(1, DECISION_DAYS - 2);
  const decision = random.weighted([
    [60, "accept"],
    [25, "reject"],
    [5, "withdraw"],
    [10, "silence"],
  ] as const);
  if (decision === "silence") return;
  calendar.at(decided, { type: decision, sale });
  if (decision === "reject") planRuling(random, calendar, sale, decided);
}

function planRuling(random: Random, calendar: Calendar, sale: number, rejected: number): void {
  const ruled = rejected + random.between(2, RULING_DAYS - 2);
  const ruling = random.weighted([
    [40, true],
    [40, false],
    [20, undefined],
  ]);
  if (ruling !== undefined) calendar.at(ruled, { type: "rule", sale, forBuyer: ruling });
}
