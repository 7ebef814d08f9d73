import { checkPlan, type Issue, type Plan } from "../../../engine/src/index.ts";
import { readJson } from "./json-file.ts";
import { FileInvalid, type FileProblem } from "./problems.ts";

/** What is said about a plan's file. */
export interface CheckedPlan {
  /** Undefined if it cannot be computed with. */
  readonly plan: Plan | undefined;
  /** What is said, and where it stands in the file. */
  readonly issues: readonly (Issue & FileProblem)[];
}

/** @throws FileUnusable, FileInvalid if it is no JSON. */
export function checkPlanFile(file: string, analyse: boolean): CheckedPlan {
  const { value, places } = readJson(file);
  const { plan, issues } = checkPlan(value, { analyse });
  return { plan, issues: issues.map((issue) => ({ ...issue, ...places.of(issue.path) })) };
}

/**
 * Reads a plan to compute with.
 * @param analyse Whether a plan is wanted that pays for people instead of products.
 * @throws FileUnusable, FileInvalid with everything that is wrong with it.
 */
export function readPlanFile(file: string, analyse: boolean): Plan {
  const { plan, issues } = checkPlanFile(file, analyse);
  if (plan !== undefined) return plan;
  const wrong = issues.filter(({ severity }) => severity !== "warning");
  throw new FileInvalid(file, wrong.map(asProblem));
}

/** With the path, which says more than a column. */
function asProblem({ line, column, path, message, severity }: Issue & FileProblem): FileProblem {
  const refused = severity === "refused" ? " (--analyse computes it all the same)" : "";
  return { line, column, message: `${path} ${message}${refused}` };
}
