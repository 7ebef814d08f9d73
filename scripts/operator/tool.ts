import { fileURLToPath } from "node:url";
import { type Command, CommanderError } from "commander";
import { type Result, type Streams, toJson } from "../../packages/cli/src/terminal/output.ts";
import { type Progress, progressOn } from "../../packages/cli/src/terminal/progress.ts";
import { coloursFor } from "../../packages/cli/src/terminal/style.ts";
import { explainError, type TokenUnit } from "../../packages/protocol/src/index.ts";
import { command, EXIT, printError } from "../terminal/command.ts";
import { addReadOptions, addWriteOptions, type ReadOptions } from "./options.ts";
import { openSession, type Session } from "./session.ts";

/** A tool's work on one programme. */
export interface Task<Options, Arguments> {
  readonly session: Session;
  readonly options: Options;
  readonly args: Arguments;
  /** On standard error. */
  readonly progress: Progress;
  /** Says something to a person, on standard error. */
  note(text: string): void;
  /** For what is printed on standard output. */
  readonly colours: ReturnType<typeof coloursFor>;
}

/** One of the operators' tools. */
export interface Tool<Options extends ReadOptions = ReadOptions, Arguments extends readonly unknown[] = readonly []> {
  readonly name: string;
  readonly description: string;
  /** Who may send what it sends; `none` where it only reads. */
  readonly sends: "none" | "anybody" | "holder of a role";
  /** Adds the tool's own options and arguments. */
  configure?(made: Command): Command;
  run(task: Task<Options, Arguments>): Promise<Result>;
}

const EXIT_CODES = "\nExit code: 0 everything was done, 1 something failed, 2 wrong usage.";

/** @returns The exit code: 0 everything was done, 1 something failed, 2 wrong usage. */
export async function runTool<O extends ReadOptions, A extends readonly unknown[]>(
  tool: Tool<O, A>,
  argv: readonly string[],
  streams: Streams = process,
): Promise<number> {
  let code: number = EXIT.ok;
  const made = commandOf(tool, streams).action(async () => {
    code = await perform(tool, made.opts<O>(), made.processedArgs as unknown as A, streams);
  });
  try {
    await made.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

function commandOf<O extends ReadOptions, A extends readonly unknown[]>(tool: Tool<O, A>, streams: Streams): Command {
  const made = command(tool.name, tool.description).configureOutput({
    writeOut: (text) => streams.stdout.write(text),
    writeErr: (text) => streams.stderr.write(text),
  });
  const own = addReadOptions(tool.configure?.(made) ?? made);
  const whole = tool.sends === "none" ? own : addWriteOptions(own, tool.sends === "holder of a role");
  return whole.addHelpText("after", EXIT_CODES);
}

async function perform<O extends ReadOptions, A extends readonly unknown[]>(
  tool: Tool<O, A>,
  options: O,
  args: A,
  { stdout, stderr }: Streams,
): Promise<number> {
  let session: Session | undefined;
  try {
    session = await openSession(options);
    const progress = progressOn(stderr, coloursFor(stderr));
    const note = (text: string) => void stderr.write(`${text}\n`);
    const { json, text, failed } = await tool.run({
      session,
      options,
      args,
      progress,
      note,
      colours: coloursFor(stdout),
    });
    stdout.write(`${options.json ? toJson(json) : text}\n`);
    return failed ? EXIT.failed : EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      stderr.write(`error: ${error.message}\n`);
      return EXIT.usage;
    }
    report(error, session?.unit, options, { stdout, stderr });
    return EXIT.failed;
  } finally {
    await session?.close();
  }
}

function report(
  error: unknown,
  token: TokenUnit | undefined,
  { json }: ReadOptions,
  { stdout, stderr }: Streams,
): void {
  const context = token === undefined ? {} : { token };
  printError(error, stderr, context);
  if (json) stdout.write(`${toJson({ error: explainError(error, context) })}\n`);
}

/** Runs a tool where its file is what was started, with the process's arguments, streams and exit code. */
export async function runIfMain<O extends ReadOptions, A extends readonly unknown[]>(
  url: string,
  tool: Tool<O, A>,
): Promise<void> {
  if (process.argv[1] === fileURLToPath(url)) process.exitCode = await runTool(tool, process.argv.slice(2));
}
