import { generate } from "../../examples/company/generator/generate.ts";
import type { Size } from "../../examples/company/generator/story.ts";
import { runStory } from "../../scripts/company/main-job.ts";
import { START } from "../../scripts/company/set-up/programme.ts";
import { type LocalNetwork, startNetwork } from "../../scripts/local/network.ts";

/** An invented company on a local chain behind a URL, when its story is over. */
export interface Invented {
  readonly url: string;
  readonly network: LocalNetwork;
  readonly core: string;
  readonly token: string;
  /** Hash of the newest block. */
  readonly block: string;
  close(): Promise<void>;
}

const ACCOUNTS = 10;
const BLOCK_GAS = 1_000_000_000_000n;
const SILENT = { done() {}, begin() {}, at() {}, end() {} };

/** Lets a company's story happen. */
export async function openInvented(size: Size): Promise<Invented> {
  const endpoint = { host: "127.0.0.1", port: 0 };
  const network = await startNetwork({ start: START, accounts: ACCOUNTS, blockGas: BLOCK_GAS, endpoint });
  const { address, port } = await network.server.listen();
  const { stage } = await runStory(network, size, generate(size), SILENT);
  const newest = await network.connection.ethers.provider.getBlock("latest");
  if (newest?.hash == null) throw new Error("the chain has no newest block");
  const { core, token } = stage.programme;
  return {
    url: `http://${address}:${port}`,
    network,
    core,
    token,
    block: newest.hash,
    close: () => network.server.close(),
  };
}
