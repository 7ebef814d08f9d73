import type { Provider } from "ethers";
import type { Head } from "./follower.ts";

/** Asks a node. */
export type Request = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** What the next transaction meets. */
export interface Tip {
  /** Against which block to try things: one with the transactions that wait, where the node has such a block. */
  readonly tag: "pending" | "latest";
  /** The next block's time, or the last one's where the node does not say, in seconds since 1970. */
  readonly time: bigint;
}

/**
 * Looks at the block that is being made. With it, what another keeper has sent counts already, and a local chain's clock
 * goes on although no block is made.
 */
export async function readTip(request: Request, head: Head): Promise<Tip> {
  const pending = await request("eth_getBlockByNumber", ["pending", false]).catch(() => null);
  const time = timeOf(pending);
  if (time === undefined) return { tag: "latest", time: head.time };
  return { tag: "pending", time: time > head.time ? time : head.time };
}

function timeOf(block: unknown): bigint | undefined {
  if (typeof block !== "object" || block === null || !("timestamp" in block)) return undefined;
  return typeof block.timestamp === "string" ? BigInt(block.timestamp) : undefined;
}

/** What asks a node through a provider of ethers. */
export function requestThrough(provider: Provider): Request {
  // Those of Hardhat and all others that speak to one endpoint can.
  if (!("send" in provider) || typeof provider.send !== "function") throw new Error("the provider cannot be asked");
  const { send } = provider;
  return (method, params) => send.call(provider, method, params);
}
