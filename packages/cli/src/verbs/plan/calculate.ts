import { calculate, type LineBatch, type PeriodResult, type Sink } from "../../../../engine/src/index.ts";
import { writeWhole } from "../../files/whole-file.ts";
import { inFiles } from "../../input/in-files.ts";
import { FileUnusable, shortPath } from "../../input/problems.ts";
import { stateText } from "../../input/state-file.ts";
import { ResultFolder } from "../../output/result-folder.ts";
import { type Summary, summaryOf, summaryText } from "../../output/summary.ts";
import type { Result } from "../../terminal/output.ts";
import type { Progress } from "../../terminal/progress.ts";
import { grouped } from "../../terminal/text.ts";
import type { Task, Verb } from "../verb.ts";
import { addPeriodOptions, type PeriodOptions, type ReadInput, readInput } from "./period-input.ts";

interface Options extends PeriodOptions {
  readonly out?: string;
  readonly nextState?: string;
}

/** Computes a period from plain files. */
export const calculateVerb: Verb<Options> = {
  name: "calculate",
  description: "compute what everybody earns in a period",
  configure: (made) =>
    addPeriodOptions(made)
      .option("--out <folder>", "write lines.csv, earnings.csv, result.json and summary.json there")
      .option("--next-state <file>", "write what the next period needs to know"),
  run,
};

function run(task: Task<Options>): Result {
  const input = readInput(task);
  const { options, setting } = task;
  const summary = options.out === undefined ? withoutFolder(input, task) : intoFolder(options.out, input, task);
  const files = [options.out, options.nextState].flatMap((file) => (file === undefined ? [] : [shortPath(file)]));
  const written = files.length === 0 ? [] : ["", `Written to ${files.join(" and ")}`];
  return { json: summary, text: [summaryText(summary, setting), ...written].join("\n") };
}

function withoutFolder(input: ReadInput, { options, progress }: Task<Options>): Summary {
  const result = inFiles(options, () => computed(input, progress));
  if (options.nextState !== undefined) writeState(options.nextState, input, result);
  return summaryOf(result, input);
}

function intoFolder(path: string, input: ReadInput, { options, progress }: Task<Options>): Summary {
  const folder = new ResultFolder(path, input.plan.decimals);
  try {
    const result = inFiles(options, () => computed(input, progress, folder.sink));
    const summary = summaryOf(result, input);
    folder.write(result, summary);
    if (options.nextState !== undefined) {
      folder.add(options.nextState, stateText(input.plan, input.period, result.state));
    }
    folder.finish();
    return summary;
  } catch (error) {
    folder.discard();
    throw error;
  }
}

function writeState(file: string, { plan, period }: ReadInput, { state }: PeriodResult): void {
  try {
    writeWhole(file, stateText(plan, period, state));
  } catch (error) {
    throw new FileUnusable(file, "write", error);
  }
}

/** Computes, and says how far it is where lines are written; nothing takes longer than that. */
function computed(input: ReadInput, progress: Progress, sink?: Sink): PeriodResult {
  if (sink === undefined) {
    const result = calculate(input);
    progress.done("commissions computed");
    return result;
  }
  const { bonuses, caps } = input.plan.document;
  let lines = 0;
  progress.begin("commissions", bonuses.length + caps.length);
  const counting = (batch: LineBatch) => {
    sink(batch);
    lines += batch.length;
    progress.at(batch.bonus[batch.length - 1] ?? 0, `${grouped(lines)} lines`);
  };
  try {
    return calculate(input, { sink: counting });
  } finally {
    progress.end();
  }
}
