import type { Command } from "commander";
import type { Result } from "../terminal/output.ts";
import type { Progress } from "../terminal/progress.ts";
import type { Setting } from "../terminal/section.ts";

/** One run of a verb. */
export interface Task<Options> {
  readonly options: Options;
  /** Arguments that are no options. */
  readonly args: readonly string[];
  /** How far it is, on standard error; says nothing unless that is a terminal. */
  readonly progress: Progress;
  /** How text on standard output is set. */
  readonly setting: Setting;
  /** Says something to a person, on standard error. */
  note(text: string): void;
}

/** One verb of the command: a file of its own. */
export interface Verb<Options = unknown> {
  readonly name: string;
  readonly description: string;
  /** What its exit codes mean, where they are not those of every command. */
  readonly exitCodes?: string;
  /** Adds its options and arguments. */
  configure(made: Command): Command;
  run(task: Task<Options>): Result | Promise<Result>;
}

/** Verbs about one thing. */
export interface Subject {
  readonly name: string;
  readonly description: string;
  /** What is done where no verb is named. */
  readonly main?: Omit<Verb<never>, "name" | "description">;
  readonly verbs: readonly Verb<never>[];
}
