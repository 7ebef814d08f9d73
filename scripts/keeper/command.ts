import { type Command, Option } from "commander";
import type { Streams } from "../../packages/cli/src/terminal/output.ts";
import { addReadOptions, type ReadOptions } from "../operator/options.ts";
import { command, parseAddress, parseNumber, parsePort } from "../terminal/command.ts";
import { parseDuration, parseGas, parseGwei } from "./options.ts";

/** How a keeper is started. Durations in seconds, prices of gas in wei. */
export interface KeeperOptions extends ReadOptions {
  readonly as?: string;
  /** False: nothing is pushed. */
  readonly push: boolean;
  /** In the token, as people write it. */
  readonly pushAbove: string;
  readonly pushEvery: number;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxFee?: bigint;
  readonly stuckAfter: number;
  readonly finalAfter: number;
  readonly poll: number;
  /** How long sales may be overdue, or rounds fail, before it is in bad health. */
  readonly patience: number;
  readonly statusEvery: number;
  readonly state?: string;
  readonly healthPort?: number;
  readonly healthHost: string;
  readonly once?: true;
  readonly dryRun?: true;
}

const DESCRIPTION =
  "Makes payment automatic: settles each sale when it is due and pushes balances on a schedule, until it is stopped. " +
  "Anybody may run one, and several do no harm; give each an account of its own.";

const AFTERWARDS = `
Durations are written like 90s, 10m, 12h, 1d.
Exit code: 0 stopped, or everything was done (--once); 1 something failed; 2 wrong usage.`;

/** The keeper's command, without what it does. */
export function commandFor({ stdout, stderr }: Streams): Command {
  const made = command("keeper", DESCRIPTION).configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
  });
  return addReadOptions(made)
    .option("--as <address>", "the account that works (default: the network's first)", parseAddress)
    .option("--push-above <amount>", "the least balance to push, in the token", "10")
    .addOption(parsed("--push-every <duration>", "how often balances are pushed", parseDuration, "1d"))
    .option("--no-push", "settle and refund only")
    .addOption(parsed("--gas-limit <gas>", "the most gas of a transaction", parseGas, "12000000"))
    .addOption(parsed("--max-fee-per-gas <gwei>", "begin nothing while gas costs more", parseGwei, "100"))
    .option("--max-fee <gwei>", "raise a stuck transaction's price to no more (default: twice the above)", parseGwei)
    .addOption(parsed("--stuck-after <duration>", "when a transaction in no block is stuck", parseDuration, "3m"))
    .option("--final-after <blocks>", "blocks after which one is not taken back any more", parseNumber, 64)
    .addOption(parsed("--poll <duration>", "how often the chain is looked at", parseDuration, "10s"))
    .addOption(
      parsed(
        "--patience <duration>",
        "how long sales may be overdue, or rounds fail, in good health",
        parseDuration,
        "10m",
      ),
    )
    .addOption(parsed("--status-every <duration>", "how often a line says how far it is", parseDuration, "5m"))
    .option("--state <folder>", "where it keeps how far it is (default: cache/keeper)")
    .option("--health-port <port>", "serve /health and /metrics there", parsePort)
    .option("--health-host <address>", "on this address", "127.0.0.1")
    .option("--once", "do what is due now and end")
    .option("--dry-run", "say what would be done now, send nothing and end")
    .addHelpText("after", AFTERWARDS);
}

/** An option whose default is shown as people write it. */
function parsed<T>(flags: string, description: string, parse: (text: string) => T, usual: string): Option {
  return new Option(flags, description).argParser(parse).default(parse(usual), usual);
}
