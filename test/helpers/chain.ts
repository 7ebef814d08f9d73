import { network } from "hardhat";
import type { NetworkConnectionParams } from "hardhat/types/network";

/** A local chain behind a URL, as `hardhat node` gives. */
export interface Chain {
  readonly url: string;
  /** A connection over HTTP, such as scripts have. */
  connect(): Promise<Awaited<ReturnType<typeof network.create>>>;
  close(): Promise<void>;
}

/** Starts a chain of its own. @param override Of the network's configuration. */
export async function startChain(override: NetworkConnectionParams["override"] = {}): Promise<Chain> {
  const server = await network.createServer({ override }, "127.0.0.1", 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  return {
    url,
    connect: () => network.create({ network: "localhost", override: { url } }),
    close: () => server.close(),
  };
}
