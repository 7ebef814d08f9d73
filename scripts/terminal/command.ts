import { type Command, CommanderError, InvalidArgumentError } from "commander";
import { getAddress, isAddress } from "ethers";
import { EXIT } from "../../packages/cli/src/terminal/command.ts";
import { coloursFor } from "../../packages/cli/src/terminal/style.ts";
import { wrapped } from "../../packages/cli/src/terminal/text.ts";
import { type ExplainContext, explainError } from "../../packages/protocol/src/index.ts";

export { command, EXIT, wholeNumber } from "../../packages/cli/src/terminal/command.ts";

/** Runs a command and sets the process's exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCommand(made: Command): Promise<void> {
  try {
    await made.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    printError(error);
    process.exitCode = EXIT.failed;
  }
}

/** Says what went wrong and what to do, on standard error if no other stream is given. */
export function printError(
  error: unknown,
  stream: NodeJS.WriteStream = process.stderr,
  context: ExplainContext = {},
): void {
  const { red } = coloursFor(stream);
  const { name, sentence, advice } = explainError(error, context);
  // What no text is known for speaks for itself.
  const unknown = name === "UNKNOWN" && error instanceof Error;
  const text = unknown ? error.message : `${sentence}.`.replace(/\.\.$/, ".");
  stream.write(`${red("Error:")} ${text}\n${unknown ? "" : `${wrapped(advice, 100, "  ")}\n`}`);
}

/** A port number, as an option's value. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new InvalidArgumentError("It is a whole number from 1 to 65535.");
  return port;
}

/** A number that names something, as an option's value. */
export function parseNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}

/** An address, as an option's value. */
export function parseAddress(text: string): string {
  if (!isAddress(text)) throw new InvalidArgumentError("It is no address.");
  return getAddress(text);
}
