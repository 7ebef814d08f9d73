// The options of `npm run mutate`.
import { parseArgs } from "node:util";

export interface Options {
  readonly files: readonly string[];
  readonly functions: readonly string[];
  /** Only kinds of changes, such as `deleted check`. */
  readonly operators: readonly string[];
  readonly limit: number | undefined;
  readonly seed: number;
  /** Milliseconds of tests a mutant. */
  readonly budget: number;
  /** Whether survivors that are not listed are tried again: with other tests than before, or with more of them. */
  readonly retry: boolean;
  /** Only mutants of changed lines. */
  readonly changed: boolean;
  /** Whether tests are chosen by what killed mutants of the same contract before, without a run that collects it. */
  readonly quick: boolean;
  readonly since: string | undefined;
  readonly json: boolean;
  readonly report: boolean;
  readonly list: boolean;
  /** Whether survivors are compared with the contracts byte by byte. */
  readonly identical: boolean;
  readonly jobs: number;
}

function whole(name: string, text: string, least: number): number {
  if (!/^\d+$/.test(text) || Number(text) < least)
    throw new Error(`--${name} must be a number from ${least} on, not "${text}"`);
  return Number(text);
}

/** @throws Error if an option is unknown or its value makes no sense. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: "string", multiple: true, default: [] },
      function: { type: "string", multiple: true, default: [] },
      operator: { type: "string", multiple: true, default: [] },
      limit: { type: "string" },
      seed: { type: "string", default: "1" },
      budget: { type: "string", default: "20" },
      jobs: { type: "string", default: "1" },
      retry: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      changed: { type: "boolean", default: false },
      "changed-since": { type: "string" },
      json: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      "skip-identical": { type: "boolean", default: false },
    },
  });
  const jobs = whole("jobs", values.jobs, 1);
  if (jobs > 2) throw new Error("--jobs may be 1 or 2: each takes a core and 3 GB");
  return {
    files: values.file,
    functions: values.function,
    operators: values.operator,
    limit: values.limit === undefined ? undefined : whole("limit", values.limit, 1),
    seed: whole("seed", values.seed, 0),
    budget: 1_000 * whole("budget", values.budget, 1),
    retry: values.retry,
    changed: values.changed || values["changed-since"] !== undefined,
    quick: values.quick,
    since: values["changed-since"],
    json: values.json,
    report: values.report,
    list: values.list,
    identical: !values["skip-identical"],
    jobs,
  };
}
