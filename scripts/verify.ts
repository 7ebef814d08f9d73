// Publishes the source of a deployment's contracts on Sourcify, which needs no key.

import { coloursFor } from "../packages/cli/src/terminal/style.ts";
import { table } from "../packages/cli/src/terminal/table.ts";
import { wrapped } from "../packages/cli/src/terminal/text.ts";
import { connectTo, recordFolder } from "./operator/networks.ts";
import { command, EXIT, runCommand } from "./terminal/command.ts";
import { type Verified, verifyRecord } from "./verification/verify-record.ts";

interface Options {
  readonly network: string;
  readonly deploymentId?: string;
  readonly rpc?: string;
  readonly server?: string;
  readonly force?: true;
  readonly json?: true;
}

async function run({ network, rpc, deploymentId, server, force, json }: Options): Promise<void> {
  const connection = await connectTo(network, rpc);
  try {
    const { chainId } = await connection.ethers.provider.getNetwork();
    const folder = recordFolder(chainId, deploymentId);
    const note = (text: string) => void process.stderr.write(`${text}\n`);
    const verified = await verifyRecord(connection, folder, { server, force }, note);
    console.log(json ? JSON.stringify({ chainId: Number(chainId), contracts: verified }, null, 2) : render(verified));
    process.exitCode = verified.some(({ error }) => error !== undefined) ? EXIT.failed : EXIT.ok;
  } finally {
    await connection.close();
  }
}

/** The metadata's hash is what tells one build from another with the same code. */
const MATCH =
  "Sourcify calls this a match, not an exact match: the build leaves the hash of its metadata out of the code, so that " +
  "the same code is the same bytecode wherever it is built.";

function render(verified: readonly Verified[]): string {
  const { green, red, dim } = coloursFor(process.stdout);
  const rows = verified.map(({ contract, address, error }) => [
    error === undefined ? green("✓") : red("✗"),
    contract.split(":")[1] ?? contract,
    address,
  ]);
  const errors = verified.flatMap(({ contract, error }) => (error === undefined ? [] : [`  ${contract}: ${error}`]));
  const plain = [{ head: "" }, { head: "" }, { head: "" }];
  return [table(plain, rows, dim), ...errors, wrapped(MATCH, 100, "  ")].join("\n");
}

await runCommand(
  command("verify", "Publishes the source of all contracts of a deployment's record on Sourcify, which needs no key.")
    .requiredOption("--network <name>", "a network of hardhat.config.ts")
    .option("--deployment-id <id>", "name of the record in deploy/deployments (default: chain-<chain id>)")
    .option("--rpc <url>", "another endpoint than the network's own")
    .option("--server <url>", "another Sourcify server than the public one")
    .option("--force", "send what is verified already once more")
    .option("--json", "print the result for machines")
    .addHelpText(
      "after",
      "\nExit code: 0 all are verified, 1 not all are, 2 wrong usage. Progress goes to standard error.",
    )
    .action(run),
);
