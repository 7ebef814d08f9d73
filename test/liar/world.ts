import { SLOTS } from "../../packages/protocol/src/index.ts";
import { type Audited, openAudited } from "../helpers/audited.ts";
import { FINAL } from "../helpers/market.ts";
import type { Answers, Fields, Log, World } from "./lie.ts";

/** A programme's chain, what its node said of older blocks, and what it would say if the last block were another one. */
export async function openWorld(): Promise<World> {
  const audited = await openAudited();
  const { market, line, url } = audited;
  const ask = (method: string, ...params: unknown[]) => asked(url, method, params);
  const answers = (block: string) => answersOf(ask, audited, block);
  const newest = async () => String(((await ask("eth_getBlockByNumber", "latest", false)) as Fields)["hash"]);

  const snapshot = await market.networkHelpers.takeSnapshot();
  await market.buy(line[1]!, FINAL);
  const forked = await answers(await newest());
  await snapshot.restore();

  await market.buy(line[2]!, FINAL);
  const block = await newest();
  const number = audited.number + 1n;
  const { logs } = await answers(block);
  const before = await answers(audited.block);
  const older = await answers(await hashAt(ask, number - 6n));
  return { ...audited, block, number, logs, ask, before, older, forked };
}

type Ask = World["ask"];

async function hashAt(ask: Ask, number: bigint): Promise<string> {
  return String(((await ask("eth_getBlockByNumber", `0x${number.toString(16)}`, false)) as Fields)["hash"]);
}

async function answersOf(ask: Ask, { market }: Audited, block: string): Promise<Answers> {
  const header = (await ask("eth_getBlockByHash", block, false)) as Fields;
  const proof = (await ask("eth_getProof", market.address, [SLOTS.accounts], { blockHash: block })) as Fields;
  const filter = { address: market.address, fromBlock: "0x0", toBlock: header["number"] };
  return { header, proof, logs: (await ask("eth_getLogs", filter)) as Log[] };
}

async function asked(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { result, error } = (await answer.json()) as { readonly result?: unknown; readonly error?: unknown };
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}
