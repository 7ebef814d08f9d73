import { type Command, InvalidArgumentError } from "commander";
import { parseAddress, parseNumber } from "../terminal/command.ts";
import { saleIdOf } from "./csv/column.ts";
import type { SessionOptions } from "./session.ts";

/** Options of a tool that only reads. */
export interface ReadOptions extends SessionOptions {
  readonly json?: true;
}

/** Options of a tool that sends. */
export interface WriteOptions extends ReadOptions {
  /** The account that acts. */
  readonly as?: string;
  readonly dryRun?: true;
  /** Seconds to wait for a transaction. */
  readonly wait: number;
  /** Where the transactions to propose are to be written. */
  readonly propose?: string;
}

/** Adds what every tool has. */
export function addReadOptions(made: Command): Command {
  return made
    .requiredOption("--network <name>", "a network of hardhat.config.ts; its keys come from Hardhat's keystore")
    .option("--core <address>", "the programme's core (default: that of the deployment's record)", parseAddress)
    .option("--deployment-id <id>", "name of the record in deploy/deployments (default: chain-<chain id>)")
    .option("--from <block>", "the block in which the core was deployed, or any before it", parseNumber)
    .option("--rpc <url>", "another endpoint than the network's own")
    .option("--json", "print the result for machines");
}

/** Adds what every tool has that sends. @param proposes Whether a multisig or the timelock may have to act. */
export function addWriteOptions(made: Command, proposes: boolean): Command {
  const writing = made
    .option("--as <address>", "the account that acts (default: the network's first that may)", parseAddress)
    .option("--dry-run", "say what would be sent, and send nothing")
    .option("--wait <seconds>", "how long to wait for a transaction to be mined", parseNumber, 600);
  if (!proposes) return writing;
  return writing.option("--propose <file>", "write Safe's transaction-builder JSON for the holder instead of sending");
}

/** A number that names something on the chain, from 1, as an argument. */
export function parseId(text: string): bigint {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError("It is a whole number from 1.");
  return BigInt(text);
}

/** Several such numbers, as an argument that takes as many as there are. */
export function parseIds(text: string, before: readonly bigint[] = []): readonly bigint[] {
  return [...before, parseId(text)];
}

/** A sale's id, as an argument. */
export function parseSaleId(text: string): bigint {
  const id = saleIdOf(text);
  if (id === undefined) throw new InvalidArgumentError("It is a sale's id, in hex or in digits.");
  return id;
}
