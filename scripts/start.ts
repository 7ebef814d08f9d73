// npm start: runs the sales of examples/chinook through a programme on a local network, reports, and leaves the network
// up for wallets.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Option } from "commander";
import { ProtocolError } from "../packages/protocol/src/index.ts";
import { readCompany } from "./chinook/data/company.ts";
import { readPlanFile } from "./chinook/data/plan-file.ts";
import type { Input } from "./chinook/main-job.ts";
import { command, parseNumber, parsePort, runCommand } from "./terminal/command.ts";

const DATA = fileURLToPath(new URL("../examples/chinook", import.meta.url));
/** Decimals of the token that local networks use. */
const TOKEN_DECIMALS = 6;

interface Options {
  readonly once?: true;
  readonly json?: true;
  readonly host: string;
  readonly port?: number;
  readonly data: string;
  readonly explain?: number;
}

/** The invoice that was to be explained is not in the data. */
export class InvoiceUnknown extends ProtocolError {
  override readonly name = "InvoiceUnknown";

  constructor(invoice: number, last: number) {
    super(`there is no invoice ${invoice}`, { invoice, last }, `Name another with --explain, for example ${last}.`);
  }
}

/** All that can be wrong with the data is found here, before a network is started. */
function readInput({ data, explain }: Options): Input {
  const plan = readPlanFile(join(data, "plan.json"), TOKEN_DECIMALS);
  const company = readCompany(data, plan);
  const last = company.invoices.at(-1)?.number ?? 0;
  const invoice = explain ?? last;
  if (!company.invoices.some(({ number }) => number === invoice)) throw new InvoiceUnknown(invoice, last);
  return { company, plan, explain: invoice };
}

async function run(options: Options): Promise<void> {
  const input = readInput(options);
  // Hardhat takes a while to load: help and errors of the data do not wait for it.
  const { runOnNetwork } = await import("./chinook/session.ts");
  await runOnNetwork(input, options);
}

await runCommand(
  command("npm start --", "Runs the sales of examples/chinook through a programme on a local network and reports.")
    .option("--once", "end after the report instead of keeping the network up for wallets")
    .option("--json", "print the report for machines; amounts in token units, times in seconds since 1970")
    .option("--explain <invoice>", "the invoice to follow from sale to wallet (default: the last)", parseNumber)
    .addOption(
      new Option("--data <folder>", "data of that form: four CSV files and plan.json").default(
        DATA,
        "examples/chinook",
      ),
    )
    .option("--host <address>", "where the network listens", "127.0.0.1")
    .option("--port <number>", "and on which port (default: the first free from 8545 on)", parsePort)
    .addHelpText("after", "\nExit code: 0 done, 1 failed, 2 wrong usage. Progress goes to standard error.")
    .action(run),
);
