import { familyOf } from "../families/index.ts";
import type { Report } from "../schema/report.ts";
import type { PlanDocument } from "./document.ts";

/**
 * The most that the per-sale bonuses pay together on one sale, over every possible upline, in basis points of the CV.
 * As the CV is at most the wholesale price, it is also the most of that.
 */
export function worstCase(document: PlanDocument): number {
  return document.bonuses.reduce((sum, bonus) => sum + (familyOf(bonus.family).worstCase?.(bonus) ?? 0), 0);
}

export function checkWorstCase(document: PlanDocument, report: Report): void {
  const worst = worstCase(document);
  if (document.cap !== undefined && worst > document.cap) {
    report.add(
      "invalid",
      "$.cap",
      `is ${document.cap}, but the bonuses of one sale can pay ${worst} basis points of its CV together; expected lower rates, or a cap of at least ${worst}`,
    );
  }
  if (document.caps.some(({ kind }) => kind === "company")) return;
  for (const [index, bonus] of document.bonuses.entries()) {
    if (familyOf(bonus.family).unbounded?.(bonus) !== true) continue;
    report.warn(
      `$.bonuses[${index}]`,
      'can pay more than any share of the sales; add a cap of the kind "company", which lowers all pro rata',
    );
  }
}
