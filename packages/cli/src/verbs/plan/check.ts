import type { Issue, Plan } from "../../../../engine/src/index.ts";
import { worstCase } from "../../../../engine/src/index.ts";
import type { FileProblem } from "../../input/problems.ts";
import { shortPath } from "../../input/problems.ts";
import { checkPlanFile } from "../../input/read-plan.ts";
import type { Result } from "../../terminal/output.ts";
import type { Setting } from "../../terminal/section.ts";
import { facts, wrapped } from "../../terminal/text.ts";
import type { Task, Verb } from "../verb.ts";

interface Options {
  readonly analyse?: true;
}

/** Says everything that is wrong with a plan, where it stands, and what would be right. */
export const checkVerb: Verb<Options> = {
  name: "check",
  description: "say everything that is wrong with a plan, where, and what would be right",
  configure: (made) =>
    made
      .argument("<plan>", "the plan: JSON")
      .option("--analyse", "accept a plan that pays for people instead of products, to see what it does"),
  run: check,
};

function check({ options, args, setting }: Task<Options>): Result {
  const file = args[0] ?? "";
  const { plan, issues } = checkPlanFile(file, options.analyse === true);
  const known =
    plan === undefined
      ? {}
      : {
          name: plan.document.name,
          hash: plan.hash,
          refused: plan.refused,
          worstCase: share(worstCase(plan.document)),
        };
  const bonuses = plan?.document.bonuses.map(({ id, family }) => ({ id, family })) ?? [];
  const json = { file, ok: plan !== undefined, ...known, bonuses, issues };
  const lines = [verdict(file, issues, plan !== undefined, setting), ...issues.map((issue) => said(issue, setting))];
  if (plan === undefined) return { json, text: lines.join("\n"), failed: true };
  lines.push(facts(factsOf(plan), setting.width));
  return { json, text: lines.join("\n") };
}

/** What a plan is, so that its writer sees what was understood. */
function factsOf({ document, hash }: Plan): (readonly [string, string])[] {
  const { name, period, ranks, bonuses, caps } = document;
  const listed = (what: string, all: readonly string[]) => (all.length === 0 ? [] : [[what, all.join(", ")] as const]);
  return [
    ["name", name],
    ["hash", hash],
    ["period", period.count === 1 ? `a ${period.unit}` : `${period.count} ${period.unit}s`],
    ...listed(
      "ranks",
      ranks.map((rank) => rank.name),
    ),
    ...listed(
      "bonuses",
      bonuses.map(({ id, family }) => (id === family ? id : `${id} (${family})`)),
    ),
    ...listed(
      "caps",
      caps.map(({ kind }) => kind),
    ),
    ["worst case", worst(worstCase(document))],
  ];
}

/** Infinity is no JSON. */
function share(basisPoints: number): number | null {
  return Number.isFinite(basisPoints) ? basisPoints : null;
}

function worst(basisPoints: number): string {
  if (!Number.isFinite(basisPoints)) return "without bound: a bonus is a share of the price paid";
  if (basisPoints === 0) return "no bonus is paid sale by sale";
  return `${basisPoints / 100} % of a sale's wholesale price, by the bonuses that are paid sale by sale`;
}

function verdict(file: string, issues: readonly Issue[], ok: boolean, { colours }: Setting): string {
  const path = shortPath(file);
  const count = (severity: Issue["severity"]) => issues.filter((issue) => issue.severity === severity).length;
  const [invalid, refused, warnings] = [count("invalid"), count("refused"), count("warning")];
  if (invalid > 0)
    return `${colours.red("✗")} ${path} is no plan: ${invalid === 1 ? "one problem" : `${invalid} problems`}`;
  if (!ok) return `${colours.red("✗")} ${path} is refused: it pays for people instead of products`;
  if (refused > 0) return `${colours.yellow("!")} ${path} may be analysed and must not be paid`;
  return `${colours.green("✓")} ${path} is a plan${warnings > 0 ? ", with something to think of" : ""}`;
}

function said({ line, column, path, message, severity }: Issue & FileProblem, { colours, width }: Setting): string {
  const mark = severity === "warning" ? colours.yellow(severity) : colours.red(severity);
  return `  ${mark} line ${line}, column ${column}\n${wrapped(`${path} ${message}`, width, "    ")}`;
}
