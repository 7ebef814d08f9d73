import { type Command, InvalidArgumentError } from "commander";

/** Where an audit reads from. */
export interface SourceOptions {
  readonly rpc?: string;
  readonly programme?: string;
  readonly block?: string;
  readonly second?: string;
  readonly events?: string;
  readonly resume?: string;
}

/** Where the report goes. */
export interface OutOptions {
  readonly out?: string;
}

/** What `upline audit repeat` takes. */
export interface RepeatOptions extends OutOptions {
  readonly block?: string;
}

/** What `upline audit` takes. */
export interface AuditVerbOptions extends SourceOptions, OutOptions {
  readonly bundle?: string;
  readonly everyWord?: true;
  readonly checkpoint?: string;
  readonly from?: string;
}

/** Adds where the report goes. */
export function addOutOption(made: Command): Command {
  return made.option("--out <folder>", "write the report here: report.html, report.json and four CSV files");
}

/** Adds the options of an audit. */
export function addAuditOptions(made: Command): Command {
  return addOutOption(addSourceOptions(made))
    .option("--bundle <file>", "write all that was read into this file, with which the audit can be repeated offline")
    .option("--checkpoint <file>", "if all is verified, write where this audit ended into this file")
    .option("--from <checkpoint>", "go on from where an earlier audit ended; verdict and report are the same")
    .option("--every-word", "where the storage differs, compare every word, however large the programme is");
}

/** Adds the options that say what is audited, and by what. */
export function addSourceOptions(made: Command): Command {
  return made
    .option("--rpc <url>", "an endpoint of the chain; it is not trusted", parseUrl)
    .option("--programme <address>", "the programme's core", parseAddress)
    .option(
      "--block <hash>",
      "the block to audit, by a hash that you trust (default: the endpoint's newest, on its word)",
      parseHash,
    )
    .option("--second <url>", "another endpoint, asked whether it has the same block", parseUrl)
    .option("--events <file>", "take the events from this file (JSON lines or CSV), not from the endpoint")
    .option("--resume <folder>", "keep what was fetched here, and go on from it after an interruption");
}

/** Reads the address of an endpoint. */
export function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("It is an address like https://host/path.");
  }
  return text;
}

/** Reads an address of the chain. */
export function parseAddress(text: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw new InvalidArgumentError("It is 0x and 40 hexadecimal digits.");
  return text;
}

/** Reads a hash. */
export function parseHash(text: string): string {
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new InvalidArgumentError("It is 0x and 64 hexadecimal digits.");
  return text.toLowerCase();
}
