import hre, { network } from "hardhat";
import { ProtocolError } from "../../packages/protocol/src/index.ts";
import { PROMPTS } from "./prompts.ts";

/** A connection of Hardhat, with ethers. */
export type Connection = Awaited<ReturnType<typeof network.create>>;

/** hardhat.config.ts has no network of that name which leads to a server. */
export class NetworkUnknown extends ProtocolError {
  override readonly name = "NetworkUnknown";

  constructor(name: string, known: readonly string[]) {
    super(
      `hardhat.config.ts has no network "${name}" with a URL, only ${known.join(", ")}`,
      { name, known },
      "Name one of these with --network, or add yours to hardhat.config.ts.",
    );
  }
}

/**
 * Connects to a network of hardhat.config.ts. Its keys come from where the configuration says, such as Hardhat's
 * keystore.
 * @param rpc Another endpoint than the network's own.
 * @throws NetworkUnknown
 */
export async function connectTo(name: string, rpc?: string): Promise<Connection> {
  const known = Object.entries(hre.config.networks).flatMap(([known, { type }]) => (type === "http" ? [known] : []));
  if (!known.includes(name)) throw new NetworkUnknown(name, known);
  // Once is enough, however many connections there are.
  hre.hooks.unregisterHandlers("userInterruptions", PROMPTS);
  hre.hooks.registerHandlers("userInterruptions", PROMPTS);
  return network.create({ network: name, ...(rpc === undefined ? {} : { override: { url: rpc } }) });
}

/** The folder in which Ignition keeps the record of a deployment. @param id `chain-<chain id>` if none is given. */
export function recordFolder(chainId: bigint, id: string | undefined): string {
  return `${hre.config.paths.ignition}/deployments/${id ?? `chain-${chainId}`}`;
}
