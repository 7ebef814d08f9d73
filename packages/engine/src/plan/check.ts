import { familyOf } from "../families/index.ts";
import { rankTree } from "../figures/ranks.ts";
import { toUnits } from "../money/decimal.ts";
import { nearest } from "../schema/nearest.ts";
import { type Issue, item, Report } from "../schema/report.ts";
import { type PlanDocument, planSchema } from "./document.ts";
import { Plan } from "./plan.ts";
import type { Qualification, TreeName } from "./qualification.ts";
import { refuseStandards } from "./refusals.ts";
import { checkWorstCase } from "./worst-case.ts";

/** What is said about a document, and the plan if it can be computed with. */
export interface PlanCheck {
  /** Undefined if anything is invalid, or refused and not to be analysed. */
  readonly plan: Plan | undefined;
  readonly issues: readonly Issue[];
}

/** How a plan is read. */
export interface PlanOptions {
  /** Accept a plan that pays for people instead of products, marked as refused, to see what it would do. */
  readonly analyse?: boolean;
}

/** A document is no plan. */
export class PlanInvalid extends Error {
  override readonly name = "PlanInvalid";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(
      issues
        .filter(({ severity }) => severity !== "warning")
        .map(({ path, message }) => `${path} ${message}`)
        .join("\n"),
    );
    this.issues = issues;
  }
}

/**
 * Checks a plan and says everything that is wrong with it.
 * @param json What `JSON.parse` gave.
 */
export function checkPlan(json: unknown, options: PlanOptions = {}): PlanCheck {
  const report = new Report();
  const document = planSchema.read(json, "$", report);
  if (!report.has("invalid")) checkWhole(document, report);
  const refused = report.has("refused");
  const usable = !report.has("invalid") && (!refused || options.analyse === true);
  return { plan: usable ? new Plan(document, refused) : undefined, issues: report.issues };
}

/**
 * Reads a plan.
 * @throws PlanInvalid with everything that is wrong with it.
 */
export function readPlan(json: unknown, options: PlanOptions = {}): Plan {
  const { plan, issues } = checkPlan(json, options);
  if (plan === undefined) throw new PlanInvalid(issues);
  return plan;
}

/** What no part of the document can tell alone. */
function checkWhole(document: PlanDocument, report: Report): void {
  checkNames(document, report);
  checkReferences(document, report);
  if (report.has("invalid")) return;
  const plan = new Plan(document, false);
  checkLadder(document, report);
  checkRules(document, plan, report);
  for (const [index, bonus] of document.bonuses.entries()) {
    familyOf(bonus.family).check?.(bonus, { plan, report, index, path: item("$.bonuses", index) });
  }
  checkCaps(document, report);
  refuseStandards(document, report);
  checkWorstCase(document, report);
}

function checkNames(document: PlanDocument, report: Report): void {
  checkUnique(
    document.bonuses.map(({ id }) => id),
    (index) => `$.bonuses[${index}].id`,
    report,
  );
  checkUnique(
    document.ranks.map(({ name }) => name),
    (index) => `$.ranks[${index}].name`,
    report,
  );
}

function checkUnique(names: readonly string[], path: (index: number) => string, report: Report): void {
  for (const [index, name] of names.entries()) {
    const first = names.indexOf(name);
    if (first < index) report.invalid(path(index), name, `a name of its own, as ${path(first)} has this one`);
  }
}

function checkReferences(document: PlanDocument, report: Report): void {
  const known = { rank: document.ranks.map(({ name }) => name), bonus: document.bonuses.map(({ id }) => id) };
  const { decimals } = document.currency;
  for (const { kind, path, value } of report.references) {
    if (kind === "amount") {
      if (toUnits(value, decimals) !== undefined) continue;
      report.invalid(path, value, `at most ${decimals} decimals, which is what the currency has`);
    } else if (!known[kind].includes(value)) {
      const near = nearest(value, known[kind]);
      const all = known[kind].length === 0 ? `the plan has no ${kind}` : known[kind].join(", ");
      report.invalid(path, value, `a ${kind} of the plan: ${near === undefined ? all : `did you mean "${near}"?`}`);
    }
  }
}

function checkRules({ activity, rounding, ranks }: PlanDocument, plan: Plan, report: Report): void {
  if (rounding.unit !== undefined && plan.units(rounding.unit) === 0n) {
    report.invalid("$.rounding.unit", rounding.unit, "more than 0");
  }
  if (activity !== undefined && [activity.ownVolume, activity.customerVolume, activity.purchases].every(isAbsent)) {
    report.add("invalid", "$.activity", "has no rule; expected ownVolume or customerVolume, or no activity at all");
  }
  const tree = rankTree(ranks);
  for (const [index, { requires }] of ranks.entries()) {
    const path = `$.ranks[${index}].requires`;
    for (const [place, leg] of (requires?.legs ?? []).entries()) {
      const where = `${path}.legs[${place}]`;
      if (leg.volume === undefined && leg.rank === undefined) {
        report.add("invalid", where, 'has neither "volume" nor "rank"; to count people, use "sponsored"');
      }
      if (leg.rank === undefined || leg.tree === tree) continue;
      report.invalid(`${where}.tree`, leg.tree, `"${tree}": ranks of legs are counted in one tree`);
    }
    if (requires?.groupVolume !== undefined) checkGroup(requires.groupVolume, tree, `${path}.groupVolume`, report);
  }
}

function checkGroup(
  { withoutRank, depth, legCap, tree }: NonNullable<Qualification["groupVolume"]>,
  counted: TreeName,
  path: string,
  report: Report,
): void {
  if (withoutRank === undefined) return;
  if (depth !== undefined || legCap !== undefined) {
    report.invalid(`${path}.withoutRank`, withoutRank, 'a whole group: neither "depth" nor "legCap" beside it');
  }
  if (tree !== counted) report.invalid(`${path}.tree`, tree, `"${counted}": ranks of legs are counted in one tree`);
}

function checkCaps({ caps }: PlanDocument, report: Report): void {
  for (const [index, { bonuses = [] }] of caps.entries()) {
    for (const [place, id] of bonuses.entries()) {
      if (bonuses.indexOf(id) < place) report.invalid(`$.caps[${index}].bonuses[${place}]`, id, "each bonus once");
    }
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined;
}

function checkLadder({ ranks }: PlanDocument, report: Report): void {
  const computed = ranks.some(({ requires }) => requires !== undefined);
  for (const [index, { requires }] of ranks.entries()) {
    const path = `$.ranks[${index}]`;
    if (index === 0 && requires !== undefined) {
      report.add("invalid", `${path}.requires`, "is on the first rank, which is everybody's; expected none");
    }
    if (index > 0 && computed && requires === undefined) {
      report.add("invalid", path, 'lacks "requires"; expected one on every rank after the first, or on none');
    }
  }
}
