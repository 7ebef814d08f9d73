import hre, { network } from "hardhat";
import type { JsonRpcServer } from "hardhat/types/network";
import { Clock } from "./clock.ts";
import type { Endpoint } from "./endpoint.ts";
import { MNEMONIC } from "./mnemonic.ts";

export type Connection = Awaited<ReturnType<typeof network.create>>;

/** A local Hardhat network in this process, with a server that wallets can connect to. It keeps nothing on disk. */
export interface LocalNetwork {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly server: JsonRpcServer;
}

/** A transaction's gas limit. Given once instead of estimated each time, which would take longer than the sending. */
const GAS_LIMIT = 16_000_000n;

/** What a network is to be like. */
export interface NetworkOptions {
  /** Where its clock stands at first, in seconds since 1970. */
  readonly start: bigint;
  /** How many funded accounts of the well-known mnemonic it has. */
  readonly accounts: number;
  /** Gas that a block may use; Hardhat's own limit if not given. */
  readonly blockGas?: bigint;
  /** Where its server is to listen, once it does. */
  readonly endpoint: Endpoint;
}

/** Starts a network. */
export async function startNetwork({ start, accounts, blockGas, endpoint }: NetworkOptions): Promise<LocalNetwork> {
  const clock = new Clock(start);
  const made: Connection[] = [];
  // The server makes its network by itself; this is how to get at the connection.
  hre.hooks.registerHandlers("network", {
    onRequest: clock.onRequest,
    newConnection: async (context, next) => {
      const connection = await next(context);
      made.push(connection as unknown as Connection);
      return connection;
    },
  });
  const override = {
    initialDate: new Date(Number(start) * 1000),
    allowBlocksWithSameTimestamp: true,
    accounts: { mnemonic: MNEMONIC, count: accounts },
    gas: GAS_LIMIT,
    ...(blockGas === undefined ? {} : { blockGasLimit: blockGas }),
    mining: { mempool: { order: "fifo" as const } },
  };
  const server = await network.createServer({ override }, endpoint.host, endpoint.port);
  const [connection] = made;
  if (connection === undefined) throw new Error("Hardhat made a server without a network");
  clock.rule(connection.provider);
  return { connection, clock, server };
}
