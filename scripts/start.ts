// npm start: runs an example through a programme on a local network, reports, and leaves the network up for wallets.
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import { readInput } from "./chinook/input.ts";
import type { SessionOptions } from "./local/session.ts";
import { command, parseNumber, parsePort, runCommand, wholeNumber } from "./terminal/command.ts";

const DATA = fileURLToPath(new URL("../examples/chinook", import.meta.url));

interface Options extends SessionOptions {
  readonly example: "chinook" | "company";
  readonly data: string;
  readonly explain?: number;
  readonly people: number;
  readonly months: number;
  readonly seed: number;
}

/** Options that only one of the examples has. */
const OWN: Readonly<Record<Options["example"], readonly (keyof Options)[]>> = {
  chinook: ["data", "explain"],
  company: ["people", "months", "seed"],
};

async function run(options: Options, made: Command): Promise<void> {
  for (const [example, names] of Object.entries(OWN)) {
    const given = names.find((name) => example !== options.example && made.getOptionValueSource(name) === "cli");
    if (given !== undefined) made.error(`error: option '--${given}' is only for --example ${example}`);
  }
  // Hardhat takes a while to load: help and errors of options and data do not wait for it.
  if (options.example === "company") {
    const { runOnNetwork } = await import("./company/session.ts");
    return runOnNetwork(options, options);
  }
  const input = readInput(options.data, options.explain);
  const { runOnNetwork } = await import("./chinook/session.ts");
  const given = made.getOptionValueSource("data") === "cli" ? `npm start -- --data ${options.data}` : "npm start --";
  return runOnNetwork(input, options, given);
}

await runCommand(
  command("npm start --", "Runs an example through a programme on a local network and reports.")
    .addOption(
      new Option("--example <name>", "chinook: the sales of a small shop; company: an invented company of any size")
        .choices(["chinook", "company"])
        .default("chinook"),
    )
    .option("--once", "end after the report instead of keeping the network up for wallets")
    .option("--no-pages", "leave out the pages, their indexer and their relayer")
    .option("--json", "print the report for machines; amounts in token units, times in seconds since 1970")
    .option("--export <folder>", "write plan, people and sales as files that `npx upline plan calculate` reads")
    .option("--host <address>", "where the network listens", "127.0.0.1")
    .option("--port <number>", "and on which port (default: the first free from 8545 on)", parsePort)
    .option(
      "--explain <invoice>",
      "chinook: the invoice to follow from sale to wallet (default: the last)",
      parseNumber,
    )
    .addOption(
      new Option("--data <folder>", "chinook: data of that form, four CSV files and plan.json").default(
        DATA,
        "examples/chinook",
      ),
    )
    .option("--people <number>", "company: how many distributors there are in the end", wholeNumber(2, 100_000), 200)
    .option("--months <number>", "company: how many months of thirty days it sells", wholeNumber(1, 60), 3)
    .option("--seed <number>", "company: another number is another story", wholeNumber(0, 999_999_999), 1)
    .addHelpText("after", "\nExit code: 0 done, 1 failed, 2 wrong usage. Progress goes to standard error.")
    .action((options: Options, made: Command) => run(options, made)),
);
