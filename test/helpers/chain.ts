import hre, { network } from "hardhat";
import type { NetworkConnection, NetworkConnectionParams } from "hardhat/types/network";
import type { Connection } from "./programme.ts";

/** A local chain behind a URL, as `hardhat node` gives. */
export interface Chain {
  readonly url: string;
  /** The chain itself, in this process: quicker than over HTTP, and its clock can be set. */
  readonly inside: NetworkConnection;
  /** A connection over HTTP, such as scripts have. */
  connect(): Promise<Connection>;
  close(): Promise<void>;
}

/** Starts a chain of its own. @param override Of the network's configuration. */
export async function startChain(override: NetworkConnectionParams["override"] = {}): Promise<Chain> {
  const [inside, server] = await madeBy(() => network.createServer({ override }, "127.0.0.1", 0));
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  return {
    url,
    inside,
    connect: () => network.create({ network: "localhost", override: { url } }),
    close: () => server.close(),
  };
}

/** What is made, and the connection that Hardhat makes for it by itself. */
async function madeBy<T>(make: () => Promise<T>): Promise<readonly [NetworkConnection, T]> {
  const connections: NetworkConnection[] = [];
  const handlers = {
    newConnection: async (context: never, next: (context: never) => Promise<unknown>) => {
      const connection = await next(context);
      connections.push(connection as NetworkConnection);
      return connection as never;
    },
  };
  hre.hooks.registerHandlers("network", handlers);
  try {
    const made = await make();
    const [inside] = connections;
    if (inside === undefined) throw new Error("Hardhat made a server without a network");
    return [inside, made];
  } finally {
    hre.hooks.unregisterHandlers("network", handlers);
  }
}
