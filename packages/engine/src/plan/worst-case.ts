import { familyOf } from "../families/index.ts";
import type { Report } from "../schema/report.ts";
import type { PlanDocument } from "./document.ts";

/**
 * The most that the bonuses on sales pay together on one sale, over every possible upline, in basis points of the
 * wholesale price (no CV is above it). Infinity where a bonus is a share of the price paid, which may be any multiple.
 */
export function worstCase(document: PlanDocument): number {
  const counted = new Set<string>();
  let sum = 0;
  for (const bonus of document.bonuses) {
    const { worstCase, replaces } = familyOf(bonus.family);
    const own = worstCase?.(bonus, document) ?? 0;
    const instead = replaces?.(bonus) ?? [];
    sum += own === Number.POSITIVE_INFINITY ? own : Math.max(0, own - replacedBy(instead, document, counted));
  }
  return sum;
}

/** What bonuses would pay that another replaces, each counted for one of those that replace it only. */
function replacedBy(ids: readonly string[], document: PlanDocument, counted: Set<string>): number {
  let sum = 0;
  for (const bonus of document.bonuses) {
    const { worstCase, replaces } = familyOf(bonus.family);
    if (!ids.includes(bonus.id) || counted.has(bonus.id) || (replaces?.(bonus) ?? []).length > 0) continue;
    counted.add(bonus.id);
    sum += worstCase?.(bonus, document) ?? 0;
  }
  return sum;
}

/** Refuses a plan above its cap, and asks for a cap where nothing bounds a bonus. */
export function checkWorstCase(document: PlanDocument, report: Report): void {
  checkCap(document, report);
  const companyCaps = document.caps.filter(({ kind }) => kind === "company");
  for (const [index, bonus] of document.bonuses.entries()) {
    if (familyOf(bonus.family).unbounded?.(bonus) !== true) continue;
    if (companyCaps.some(({ bonuses }) => bonuses === undefined || bonuses.includes(bonus.id))) continue;
    report.warn(
      `$.bonuses[${index}]`,
      'can pay more than any share of the sales; add a cap of the kind "company", which lowers all pro rata',
    );
  }
}

function checkCap(document: PlanDocument, report: Report): void {
  const { cap, bonuses, rounding } = document;
  if (cap === undefined) return;
  if (rounding.mode === "half-up") {
    report.warn(
      "$.rounding.mode",
      'rounds lines up, by half a unit at most each, and a sale may pay so much above the cap; "down" never does',
    );
  }
  const onPrice = bonuses.findIndex(
    (bonus) => familyOf(bonus.family).worstCase?.(bonus, document) === Number.POSITIVE_INFINITY,
  );
  if (onPrice >= 0) {
    report.add(
      "invalid",
      `$.bonuses[${onPrice}].base`,
      "has no bound in the wholesale price, and the plan has a cap of that; expected cv or wholesale",
    );
    return;
  }
  const worst = worstCase(document);
  if (worst <= cap) return;
  report.add(
    "invalid",
    "$.cap",
    `is ${cap}, but the bonuses of one sale can pay ${worst} basis points together; expected lower rates, or a cap of at least ${worst}`,
  );
}
