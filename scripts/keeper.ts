// Makes payment automatic: settles each sale when it is due and pushes balances on a schedule, until it is stopped.
import { fileURLToPath } from "node:url";
import { CommanderError } from "commander";
import type { Streams } from "../packages/cli/src/terminal/output.ts";
import { commandFor, type KeeperOptions } from "./keeper/command.ts";
import { runUntil } from "./keeper/session.ts";
import { EXIT, printError } from "./terminal/command.ts";

/**
 * Runs a keeper until the signal, or once.
 * @returns The exit code: 0 it was stopped, or did all there was to do; 1 something failed; 2 wrong usage.
 */
export async function runKeeper(
  argv: readonly string[],
  signal: AbortSignal,
  streams: Streams = process,
): Promise<number> {
  let code: number = EXIT.ok;
  const made = commandFor(streams).action(async (options: KeeperOptions) => {
    code = await worked(options, signal, streams);
  });
  try {
    await made.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

async function worked(options: KeeperOptions, signal: AbortSignal, streams: Streams): Promise<number> {
  try {
    return (await runUntil(options, signal, streams)) ? EXIT.ok : EXIT.failed;
  } catch (error) {
    printError(error, streams.stderr);
    // Whether an amount is one is known only with the token.
    return error instanceof CommanderError ? EXIT.usage : EXIT.failed;
  }
}

/** The first signal lets the transaction under way end, the second does not. */
function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(EXIT.failed);
      stop.abort();
    });
  }
  return stop.signal;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runKeeper(process.argv.slice(2), stopOnSignals());
}
