import type { Provider, Signer } from "ethers";
import { type TokenUnit, type Upline, UplineClient } from "../../packages/protocol/src/index.ts";
import { connectTo } from "./networks.ts";
import { findProgramme, type PlaceOptions } from "./place.ts";

/** Options that every tool has. */
export interface SessionOptions extends PlaceOptions {
  /** A network of hardhat.config.ts. */
  readonly network: string;
  /** Another endpoint than the network's own. */
  readonly rpc?: string;
}

/** An account that can sign. */
export type Account = Signer & { readonly address: string };

/** A tool at work on one programme. */
export interface Session {
  readonly network: string;
  readonly chainId: bigint;
  readonly provider: Provider;
  /** All of the core's functions, for reading. */
  readonly core: Upline;
  readonly address: string;
  readonly client: UplineClient;
  /** Decimals and symbol of the settlement token. */
  readonly unit: TokenUnit;
  /** The first block to read events from. */
  readonly from: number;
  /** The accounts that the network's configuration gives, or those that its node has unlocked. */
  accounts(): Promise<readonly Account[]>;
  close(): Promise<void>;
}

/**
 * Connects to the network and finds the programme.
 * @throws NetworkUnknown, ProgrammeUnknown, CoreMissing
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const connection = await connectTo(options.network, options.rpc);
  const { ethers } = connection;
  try {
    const { provider } = ethers;
    const { chainId } = await provider.getNetwork();
    const { core, address, from } = await findProgramme(provider, options);
    const client = UplineClient.connect(address, provider);
    const unit = await client.tokenUnit();
    const rest = { accounts: () => ethers.getSigners(), close: () => connection.close() };
    return { network: connection.networkName, chainId, provider, core, address, client, unit, from, ...rest };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
