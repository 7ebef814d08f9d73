// Reads a deployed programme back from the chain and says what is not as it should be.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { coloursFor, widthOf } from "../packages/cli/src/terminal/style.ts";
import { type Parameters, readParameters } from "./deployment/parameters.ts";
import { type Examination, examine } from "./doctor/examine.ts";
import { renderExamination } from "./doctor/render.ts";
import { connectTo } from "./operator/networks.ts";
import { addReadOptions, type ReadOptions } from "./operator/options.ts";
import { findProgramme } from "./operator/place.ts";
import { command, runCommand } from "./terminal/command.ts";

/** Exit code where something is not as it should be. */
const FOUND = 3;

interface Options extends ReadOptions {
  readonly parameters?: string;
  readonly allow?: readonly string[];
  readonly strict?: true;
}

async function run(options: Options): Promise<void> {
  const parameters = await readExpected(options);
  const connection = await connectTo(options.network, options.rpc);
  try {
    const { provider } = connection.ethers;
    const { address, from } = await findProgramme(provider, options);
    const examination = await examine(provider, address, { from, parameters, allowed: options.allow });
    console.log(options.json ? toJson(examination) : forPeople(examination));
    const { findings, unchecked } = examination;
    process.exitCode = findings > 0 || (options.strict && unchecked > 0) ? FOUND : 0;
  } finally {
    await connection.close();
  }
}

/** The file that was named, else the network's own where there is one. */
async function readExpected({ network, parameters }: Options): Promise<Parameters | undefined> {
  if (parameters !== undefined) return readParameters(parameters);
  const own = fileURLToPath(new URL(`../deploy/parameters/${network}.json`, import.meta.url));
  return existsSync(own) ? readParameters(own) : undefined;
}

function toJson({ chainId, ...rest }: Examination): string {
  return JSON.stringify({ chainId: Number(chainId), ...rest }, null, 2);
}

const forPeople = (examination: Examination) =>
  renderExamination(examination, coloursFor(process.stdout), widthOf(process.stdout));

await runCommand(
  addReadOptions(
    command("doctor", "Reads a deployed programme back from the chain and says what is not as it should be."),
  )
    .option("--parameters <file>", "what it should be (default: deploy/parameters/<network>.json, if there is one)")
    .option(
      "--allow <what...>",
      "what you know of: plan:<number>, run:<address>, screen:<address>, operation:<id>, paused",
    )
    .option("--strict", "what could not be checked counts as a finding")
    .addHelpText(
      "after",
      `\nExit code: 0 all is as expected, ${FOUND} something is not, 1 failed, 2 wrong usage.` +
        "\nIt compares with the build in artifacts/. Build what was deployed first, and from nothing, since a contract's code" +
        "\ndepends on the files compiled along: npx hardhat build --no-tests --force.",
    )
    .action(run),
);
