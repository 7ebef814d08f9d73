import type { Result } from "../../packages/cli/src/terminal/output.ts";
import type { Call } from "./calls.ts";
import { Desk } from "./desk.ts";
import type { WriteOptions } from "./options.ts";
import { perform } from "./perform.ts";
import { reportCalls } from "./report.ts";
import type { AnyOf } from "./roles.ts";
import type { Task } from "./tool.ts";

/** One thing to be done, unless it is done already. */
export interface Once {
  /** For whoever is to agree to it: "Lift the hold of distributor 7". */
  readonly title: string;
  /** What such things are called, in the plural. */
  readonly what: string;
  readonly isDone: boolean;
  call(): Promise<Call>;
  /** For machines. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For people. */
  readonly text: readonly string[];
}

/**
 * Does one thing, or reports that it is done already.
 * @param roles That it needs, any of several; undefined where anybody may do it.
 * @param find Looks at the chain; called when nothing that was sent before is on its way.
 */
export async function doOnce<O extends WriteOptions>(
  task: Task<O, unknown>,
  roles: AnyOf | undefined,
  find: (desk: Desk) => Promise<Once>,
): Promise<Result> {
  const { session, options, progress, note } = task;
  const desk = await Desk.open(session, options, roles, note);
  const { title, what, isDone, call, json, text } = await find(desk);
  const job = { what, items: isDone ? [] : [title], inOrder: true, call };
  const performed = await perform(desk, job, progress, note);
  return reportCalls(task, desk, performed, { title, what, already: isDone ? 1 : 0, json, text });
}
