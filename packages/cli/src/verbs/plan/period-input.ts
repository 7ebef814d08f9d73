import { type Command, InvalidArgumentError } from "commander";
import type { Network, Period, PeriodInput, PeriodState, Plan, SaleRow, Sales } from "../../../../engine/src/index.ts";
import { columnHelp } from "../../input/column-help.ts";
import { periodOf } from "../../input/period.ts";
import { shortPath } from "../../input/problems.ts";
import { networkColumns, readNetworkFile } from "../../input/read-network.ts";
import { readPlanFile } from "../../input/read-plan.ts";
import { readSalesFile, salesColumns } from "../../input/read-sales.ts";
import type { RowFile } from "../../input/rows.ts";
import { doubtsOf, readStateFile } from "../../input/state-file.ts";
import type { Progress } from "../../terminal/progress.ts";
import { widthOf } from "../../terminal/style.ts";
import { grouped } from "../../terminal/text.ts";
import type { Task } from "../verb.ts";

/** Where people and sales come from, and how they are read. */
export interface DataOptions extends ReadOptions {
  readonly network: string;
  readonly sales: string;
}

/** How people and sales are read. */
export interface ReadOptions {
  readonly company?: string;
  readonly ignore?: readonly string[];
  readonly period?: string;
  readonly analyse?: true;
}

/** Options of a verb that computes a period with one plan. */
export interface PeriodOptions extends DataOptions {
  readonly plan: string;
  readonly state?: string;
}

/** Adds the options of the data. */
export function addDataOptions(made: Command, required: boolean): Command {
  const network = ["--network <file>", "the distributors: CSV, JSON Lines or JSON"] as const;
  const sales = ["--sales <file>", "the sales of the period: CSV, JSON Lines or JSON"] as const;
  const both = required
    ? made.requiredOption(...network).requiredOption(...sales)
    : made.option(...network).option(...sales);
  return both
    .option("--company <id>", "the company's own id, above everybody (default: company)")
    .option("--ignore <columns>", "columns of the files to pass over, divided by commas", parseNames)
    .option(
      "--period <start>",
      "the period: its first day, like 2026-01-05, or 2026-01 where it is of months",
      parseStart,
    )
    .option("--analyse", "compute a plan that pays for people instead of products all the same")
    .addHelpText("after", () => columnHelp("--network", networkColumns([]), widthOf(process.stdout)))
    .addHelpText("after", () => columnHelp("--sales", salesColumns(2), widthOf(process.stdout)));
}

/** Adds the options of a verb that computes a period with one plan. */
export function addPeriodOptions(made: Command): Command {
  return addDataOptions(made.requiredOption("--plan <file>", "the plan: JSON"), true).option(
    "--state <file>",
    "what the period before left (see --next-state)",
  );
}

function parseNames(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

/** The plan says how long a period is, so this only tells what can be none. */
function parseStart(text: string): string {
  if (!/^\d{4}-\d\d(-\d\d)?$/.test(text)) throw new InvalidArgumentError("It is a month like 2026-01, or a day.");
  return text;
}

/** Everything to compute a period with, and what its people are called. */
export interface ReadInput extends PeriodInput {
  readonly period: Period | undefined;
  readonly names: ReadonlyMap<string, string>;
}

/** Reads all files. @throws FileInvalid and others, of the first file that cannot be used. */
export function readInput(
  task: Pick<Task<PeriodOptions>, "options" | "progress" | "note">,
  { named = false }: { readonly named?: boolean } = {},
): ReadInput {
  const { options, progress, note } = task;
  const plan = readPlanNoting(options.plan, options.analyse, note);
  const period = periodNamed(options.period, plan);
  const { network, sales, names } = readData(options, plan, period, progress, { named });
  return { plan, network, sales, period, state: stateFor(options.state, plan, period, note), names };
}

/** Reads a plan, and says so if it must not be paid. */
export function readPlanNoting(file: string, analyse: true | undefined, note: (text: string) => void): Plan {
  const plan = readPlanFile(file, analyse === true);
  if (plan.refused) {
    note(
      `Warning: ${plan.document.name} pays for people instead of products: it may be analysed, and must not be paid.`,
    );
  }
  return plan;
}

/** What `--period` says. @throws RangeError if no period of the plan begins there. */
export function periodNamed(text: string | undefined, plan: Plan): Period | undefined {
  if (text === undefined) return undefined;
  const { unit, count } = plan.document.period;
  if (unit !== "month" && !/-\d\d-/.test(text)) {
    const long = count === 1 ? `a ${unit}` : `${count} ${unit}s`;
    throw new RangeError(
      `--period: ${text} is a month, and the plan's period is ${long}; expected its first day, like ${text}-05`,
    );
  }
  const period = periodOf(text, plan);
  if (period === undefined) {
    const months = unit === "month" ? ", at most the 28th, as not every month has more" : "";
    throw new RangeError(`--period: no period begins on ${text}; expected a day of the calendar${months}`);
  }
  return period;
}

/** Reads people and sales. */
export function readData(
  options: DataOptions,
  plan: Plan,
  period: Period | undefined,
  progress: Progress,
  { named = false, onSale }: { readonly named?: boolean; readonly onSale?: (row: SaleRow) => void } = {},
): { readonly network: Network; readonly sales: Sales; readonly names: ReadonlyMap<string, string> } {
  const ignored = new Set(options.ignore ?? []);
  const watched = <T>(file: string, read: (from: RowFile) => T): T => {
    progress.begin(shortPath(file), 100);
    const onRead = (bytes: number, of: number) => progress.at(of === 0 ? 100 : Math.floor((bytes * 100) / of), "");
    try {
      return read({ file, ignored, onRead });
    } finally {
      progress.end();
    }
  };
  const { network, names } = watched(options.network, (from) =>
    readNetworkFile(from, plan, { company: options.company, named }),
  );
  const sales = watched(options.sales, (from) => readSalesFile(from, plan, network, period, onSale));
  progress.done(`${grouped(network.size)} distributors and ${grouped(sales.length)} sales read`);
  return { network, sales, names };
}

function stateFor(
  file: string | undefined,
  plan: Plan,
  period: Period | undefined,
  note: (text: string) => void,
): PeriodState | undefined {
  if (file === undefined) return undefined;
  const state = readStateFile(file);
  for (const doubt of doubtsOf(state, plan, period)) note(`Warning: ${doubt}`);
  return state.figures;
}
