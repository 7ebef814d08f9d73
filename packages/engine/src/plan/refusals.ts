import type { Report } from "../schema/report.ts";
import type { PlanDocument } from "./document.ts";
import type { Qualification } from "./qualification.ts";

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
  for (const [index, { requires }] of document.ranks.entries()) {
    if (requires !== undefined) refuseQualification(requires, `$.ranks[${index}].requires`, report);
  }
  if (document.activity !== undefined) refusePurchases(document.activity, "$.activity", report);
}

function refuseQualification(requires: Qualification, path: string, report: Report): void {
  const { ownVolume, customerVolume, customers, groupVolume, legs, sponsored, purchases } = requires;
  const sold = [ownVolume, customerVolume, customers, groupVolume].some((rule) => rule !== undefined);
  const legsSell = legs?.some(({ volume, rank }) => volume !== undefined || rank !== undefined) ?? false;
  if (!sold && !legsSell && purchases === undefined && (sponsored !== undefined || legs !== undefined)) {
    report.refuse(path, "counts recruits alone", "expected a volume as well: ownVolume, customerVolume or groupVolume");
  }
  refusePurchases(requires, path, report);
}

function refusePurchases(
  rule: { readonly purchases?: string | undefined; readonly customerVolume?: string | undefined },
  path: string,
  report: Report,
): void {
  if (rule.purchases === undefined || Number(rule.purchases) === 0 || rule.customerVolume !== undefined) return;
  report.refuse(
    `${path}.purchases`,
    "makes a purchase the condition of being paid, without retail sales",
    'expected "customerVolume" beside it, or none',
  );
}
