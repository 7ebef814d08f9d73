// Deploys a programme to a network of hardhat.config.ts, or goes on with what is recorded of it.
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { coloursFor } from "../packages/cli/src/terminal/style.ts";
import { table } from "../packages/cli/src/terminal/table.ts";
import { deployProgramme, type Outcome } from "./deployment/deploy-programme.ts";
import { readParameters } from "./deployment/parameters.ts";
import { connectTo } from "./operator/networks.ts";
import { command, runCommand } from "./terminal/command.ts";

interface Options {
  readonly network: string;
  readonly parameters?: string;
  readonly deploymentId?: string;
  readonly rpc?: string;
  readonly json?: true;
}

async function run({ network: name, parameters, deploymentId, rpc, json }: Options): Promise<void> {
  const file = parameters ?? fileURLToPath(new URL(`../deploy/parameters/${name}.json`, import.meta.url));
  const connection = await connectTo(name, rpc);
  try {
    const read = await readParameters(file);
    const showSteps = process.stdout.isTTY && json === undefined;
    const outcome = await deployProgramme(connection, read, { id: deploymentId, showSteps });
    console.log(json ? toJson(outcome) : render(outcome));
  } finally {
    await connection.close();
  }
}

function toJson(outcome: Outcome): string {
  return JSON.stringify(outcome, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value), 2);
}

function render({ network, deployer, deployment, powers, sent, record, movedAside }: Outcome): string {
  const { bold, dim, yellow, green } = coloursFor(process.stdout);
  const { core, timelock, token, modules, block, chainId } = deployment;
  const moved =
    movedAside === undefined
      ? []
      : [
          `${yellow("!")} The record was of another chain (${movedAside.reason}).`,
          `  Moved to ${shown(movedAside.folder)}.`,
        ];
  const done = sent === 0 ? "everything was done before; nothing was sent" : `${sent} transactions sent`;
  const places = Object.entries({ core, timelock, token, ...modules }).map(([name, address]) => [name, address]);
  const columns = ["contract", "role", "holder", "delay"].map((head) => ({ head }));
  return [
    ...moved,
    `${green("✓")} ${network}, chain ${chainId}: ${done}`,
    "",
    bold("Addresses"),
    table([{ head: "contract" }, { head: "address" }], places, dim),
    `  Core of block ${block}, deployed by ${deployer}.`,
    `  Recorded in ${shown(record)}.`,
    "",
    bold("Powers"),
    table(
      columns,
      powers.map(({ contract, role, holder, delay }) => [contract, short(role), named(holder, deployment), delay]),
      dim,
    ),
    "  The deployer holds no role in the programme.",
  ].join("\n");
}

const shown = (folder: string) => relative(process.cwd(), folder);

/** `CATALOGUE` for `CATALOGUE_ROLE`, so that a row fits a terminal. */
const short = (role: string) => role.replace(/^DEFAULT_|_ROLE$/g, "");

/** A holder who is one of the contracts, or anybody, is called so. */
function named(holder: string, { timelock }: Outcome["deployment"]): string {
  if (holder === timelock) return "the timelock";
  return /^0x0+$/.test(holder) ? "anybody" : holder;
}

await runCommand(
  command("deploy", "Deploys a programme, or goes on with what is recorded of it; done twice, it changes nothing.")
    .requiredOption("--network <name>", "a network of hardhat.config.ts")
    .option("--parameters <file>", "its parameters (default: deploy/parameters/<network>.json)")
    .option("--deployment-id <id>", "name of the record in deploy/deployments (default: chain-<chain id>)")
    .option("--rpc <url>", "another endpoint than the network's own")
    .option("--json", "print the result for machines")
    .addHelpText("after", "\nExit code: 0 deployed, 1 failed, 2 wrong usage.")
    .action(run),
);
