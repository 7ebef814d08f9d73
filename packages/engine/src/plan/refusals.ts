import type { Report } from "../schema/report.ts";
import type { PlanDocument } from "./document.ts";
import type { Qualification } from "./qualification.ts";
import { asksFor, asksForOwnSales, asksLegsForSales } from "./sales-asked.ts";

/** What is paid on when people pay to take part. */
const PEOPLE_BASES: ReadonlyMap<unknown, string> = new Map([
  ["enrolment", "pays on enrolments"],
  ["fee", "pays on fees"],
  ["starterKit", "pays on starter kits"],
]);

/** Refuses what pays for people instead of products and can stand in any plan. Families refuse what is their own. */
export function refuseStandards(document: PlanDocument, report: Report): void {
  for (const [index, bonus] of document.bonuses.entries()) {
    const why = PEOPLE_BASES.get("base" in bonus ? bonus.base : undefined);
    if (why !== undefined) {
      report.refuse(`$.bonuses[${index}].base`, why, "expected a base of products: cv, price or wholesale");
    }
  }
  const { activity, ranks, personalSalesPay } = document;
  if (personalSalesPay) {
    report.warn(
      "$.personalSalesPay",
      "pays on what distributors buy themselves, so that people earn by those who join and only buy; left out, it does not",
    );
  }
  if (activity !== undefined) {
    refusePurchases(activity, "$.activity", report);
    if (!sellsRetail(activity)) warnOfPurchases(activity, "$.activity", report);
  }
  for (const [index, { requires }] of ranks.entries()) {
    if (requires === undefined) continue;
    const path = `$.ranks[${index}].requires`;
    if (countsRecruitsAlone(requires, document)) {
      report.refuse(
        path,
        "counts recruits alone",
        "expected a volume as well: ownVolume, customerVolume or groupVolume",
      );
    }
    refusePurchases(requires, path, report);
    const activeSell = requires.active && activity !== undefined && sellsRetail(activity);
    if (!activeSell && !needsOthers(requires)) warnOfPurchases(requires, path, report);
  }
}

type Rule = Pick<Qualification, "ownVolume" | "customerVolume" | "purchases"> &
  Partial<Pick<Qualification, "customers" | "groupVolume">>;

/** Whether sales to buyers who are no distributors must be made. */
function sellsRetail({ customerVolume, customers }: Rule): boolean {
  return asksFor(customerVolume) || customers !== undefined;
}

function countsRecruitsAlone(requires: Qualification, document: PlanDocument): boolean {
  const sold = asksForOwnSales(requires) || asksLegsForSales(requires, document);
  return !sold && (requires.sponsored !== undefined || requires.legs !== undefined);
}

/** Whether nobody can have a rank by what he does himself, without retail sales or others who take part. */
function needsOthers(requires: Qualification): boolean {
  return sellsRetail(requires) || requires.legs !== undefined || requires.sponsored !== undefined;
}

function refusePurchases(rule: Rule, path: string, report: Report): void {
  if (!asksFor(rule.purchases) || sellsRetail(rule)) return;
  report.refuse(
    `${path}.purchases`,
    "makes a purchase the condition of being paid, without retail sales",
    'expected "customerVolume" beside it, or none',
  );
}

/** A purchase is no condition where sales do as well, but it is enough. */
function warnOfPurchases({ ownVolume, groupVolume }: Rule, path: string, report: Report): void {
  const enough = asksFor(ownVolume) ? "ownVolume" : asksFor(groupVolume?.atLeast) ? "groupVolume" : undefined;
  if (enough === undefined) return;
  report.warn(
    `${path}.${enough}`,
    'counts own purchases, so that they alone are enough; to ask for retail sales, put "customerVolume" beside it or in its place',
  );
}
