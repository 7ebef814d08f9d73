import { type Command, CommanderError } from "commander";
import { visibleLines } from "../../auditor/src/text/visible.ts";
import { InputInvalid } from "../../engine/src/index.ts";
import { FileInvalid } from "./input/problems.ts";
import { command, EXIT } from "./terminal/command.ts";
import { type Streams, toJson } from "./terminal/output.ts";
import { type Progress, progressOn } from "./terminal/progress.ts";
import { coloursFor, widthOf } from "./terminal/style.ts";
import { reflowed } from "./terminal/text.ts";
import { SUBJECTS } from "./verbs/index.ts";
import type { Subject, Verb } from "./verbs/verb.ts";

const EXIT_CODES = "\nExit code: 0 everything was done, 1 something is wrong, 2 wrong usage.";

/**
 * Runs the `upline` command.
 * @param argv Without the program's name.
 * @returns The exit code: 0 everything was done, 1 something is wrong, 2 wrong usage; an audit has codes of its own.
 */
export async function main(argv: readonly string[], streams: Streams = process): Promise<number> {
  let code: number = EXIT.ok;
  const upline = printingTo(streams, command("upline", "Open, verifiable commissions for direct selling"));
  // What stands behind a verb is the verb's, although its subject may have options of the same names.
  upline.enablePositionalOptions();
  for (const subject of SUBJECTS) {
    upline.addCommand(
      commandOf(subject, streams, (ended) => {
        code = ended;
      }),
    );
  }
  try {
    await upline.addHelpText("after", EXIT_CODES).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that nobody asked for is shown where a verb is missing.
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

function commandOf(subject: Subject, streams: Streams, ended: (code: number) => void): Command {
  const made = printingTo(streams, command(subject.name, subject.description));
  const { main } = subject;
  if (main !== undefined) equip(made.enablePositionalOptions(), main as Runnable, streams, ended);
  for (const verb of subject.verbs as readonly Verb[]) {
    made.addCommand(equip(printingTo(streams, command(verb.name, verb.description)), verb, streams, ended));
  }
  return made;
}

type Runnable = Omit<Verb, "name" | "description">;

/** Gives a command the options of a verb, and has it run the verb. */
function equip(made: Command, verb: Runnable, streams: Streams, ended: (code: number) => void): Command {
  const exitCodes = verb.exitCodes === undefined ? EXIT_CODES : `\n${verb.exitCodes}`;
  verb.configure(made).option("--json", "print the result for machines").addHelpText("after", exitCodes);
  return made.action(async () => ended(await perform(verb, made, streams)));
}

function printingTo({ stdout, stderr }: Streams, made: Command): Command {
  return made.configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
  });
}

async function perform(verb: Runnable, made: Command, { stdout, stderr }: Streams): Promise<number> {
  const { json, ...options } = made.opts<{ json?: true }>();
  try {
    const result = await verb.run({
      options,
      args: made.args,
      progress: stderr.isTTY ? progressOn(stderr, coloursFor(stderr)) : SILENT,
      setting: { colours: coloursFor(stdout), width: widthOf(stdout) },
      note: (text) => void stderr.write(`${forPeople(text, stderr)}\n`),
    });
    stdout.write(`${json ? toJson(result.json) : result.text}\n`);
    return result.exit ?? (result.failed ? EXIT.failed : EXIT.ok);
  } catch (error) {
    if (error instanceof CommanderError) {
      stderr.write(`error: ${error.message}\n`);
      return EXIT.usage;
    }
    if (!(error instanceof Error)) throw error;
    const { red } = coloursFor(stderr);
    // Files and endpoints of others are quoted in it, and nothing of them may steer the terminal.
    const text = `Error: ${visibleLines(error.message)}`;
    stderr.write(`${forPeople(text, stderr).replace("Error:", red("Error:"))}\n`);
    if (json) stdout.write(`${toJson({ error: describe(error) })}\n`);
    return EXIT.failed;
  }
}

/** Lines stay whole for programs, and words for people. */
function forPeople(text: string, stream: NodeJS.WriteStream): string {
  return stream.isTTY ? reflowed(text, widthOf(stream)) : text;
}

const SILENT: Progress = { done: () => {}, begin: () => {}, at: () => {}, end: () => {} };

function describe(error: Error) {
  const { name, message } = error;
  if (error instanceof FileInvalid) return { name, message, file: error.file, problems: error.problems };
  if (error instanceof InputInvalid) return { name, message, problems: error.problems };
  return { name, message };
}
