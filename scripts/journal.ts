// Fetches all events of a programme, recomputes its journal's head from them and compares it with the chain's: if they
// are the same, no event is missing, added, changed, re-timed or reordered.
import { fileURLToPath } from "node:url";
import { JsonRpcProvider, type Provider, toBeHex } from "ethers";
import { ProtocolError, replay, UplineClient } from "../packages/protocol/src/index.ts";
import { command, parseAddress, parseNumber, runCommand } from "./terminal/command.ts";

/** Exit code of a journal whose events do not give the chain's head. */
const INCOMPLETE = 3;

/** What became of a check. */
export interface JournalCheck {
  readonly core: string;
  readonly chainId: bigint;
  /** The block that the check speaks of. */
  readonly block: number;
  readonly events: number;
  /** The head that the events give, and the one that the core holds. */
  readonly recomputed: string;
  readonly onChain: string;
  readonly complete: boolean;
}

/** There is no programme at the address. */
export class CoreMissing extends ProtocolError {
  override readonly name = "CoreMissing";

  constructor(core: string, chainId: bigint) {
    super(
      `there is no contract at ${core} on chain ${chainId}`,
      { core, chainId },
      "Check the address, and that the endpoint is one of the programme's chain.",
    );
  }
}

/**
 * Checks a programme's journal as of the latest block.
 * @param from Block to begin at; that in which the core was deployed, or any before it.
 * @throws CoreMissing
 */
export async function checkJournal(provider: Provider, core: string, from = 0): Promise<JournalCheck> {
  // First by itself: an endpoint that cannot be reached fails here, while other requests would wait for it.
  const { chainId } = await provider.getNetwork();
  const block = await provider.getBlockNumber();
  if ((await provider.getCode(core, block)) === "0x") throw new CoreMissing(core, chainId);
  const client = UplineClient.connect(core, provider);
  const events = await client.fetchJournal({ from, to: block });
  const recomputed = toBeHex(replay(events, chainId, client.address), 20);
  const onChain = toBeHex(await client.core.journalHead({ blockTag: block }), 20);
  const complete = recomputed === onChain;
  return { core: client.address, chainId, block, events: events.length, recomputed, onChain, complete };
}

interface Options {
  readonly rpc: string;
  readonly core: string;
  readonly from: number;
  readonly json?: true;
}

async function run({ rpc, core, from, json }: Options): Promise<void> {
  const provider = new JsonRpcProvider(rpc, undefined, { staticNetwork: true, cacheTimeout: -1 });
  try {
    const check = await checkJournal(provider, core, from);
    console.log(json ? JSON.stringify({ ...check, chainId: Number(check.chainId) }, null, 2) : verdict(check));
    process.exitCode = check.complete ? 0 : INCOMPLETE;
  } finally {
    provider.destroy();
  }
}

function verdict({ core, block, events, recomputed, onChain, complete }: JournalCheck): string {
  const heads = `  recomputed ${recomputed}\n  on chain   ${onChain}`;
  const end = complete ? "The journal is complete." : "INCOMPLETE: these are not all events, or not as they happened.";
  return `${events} events of ${core} up to block ${block}\n${heads}\n${end}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = command("journal", "Recomputes a programme's journal from its events and compares it with the chain's.")
    .requiredOption("--core <address>", "the programme's core", parseAddress)
    .option("--rpc <url>", "an endpoint of its chain", "http://127.0.0.1:8545")
    .option("--from <block>", "the block in which the core was deployed, or any before it", parseNumber, 0)
    .option("--json", "print the result for machines")
    .addHelpText("after", `\nExit code: 0 complete, ${INCOMPLETE} incomplete, 1 failed, 2 wrong usage.`)
    .action(run);
  await runCommand(made);
}
