import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { type Ended, type Running, startScript } from "./script.ts";

/** Whether a script is killed just before a transaction reaches the chain, or just after, without hearing of it. */
export type KillMoment = "before" | "after";

/** The transaction at which a script is killed. */
export interface KillPoint {
  /** From 1. */
  readonly nth: number;
  readonly when: KillMoment;
}

/** Runs a script through an endpoint (`--rpc`) that kills it at its n-th transaction. Its code is null if it came to that. */
export async function runKilled(
  script: string,
  args: readonly string[],
  url: string,
  { nth, when }: KillPoint,
): Promise<Ended> {
  let [sent, running]: [number, Running | undefined] = [0, undefined];
  const endpoint = createServer(async (request, response) => {
    const asked = (await json(request)) as { method: string };
    const last = asked.method === "eth_sendTransaction" && ++sent === nth;
    if (last && when === "before") return running?.child.kill("SIGKILL");
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(asked) });
    if (last) return running?.child.kill("SIGKILL");
    response.writeHead(200, headers).end(await answer.text());
  });
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve));
  const own = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
  running = startScript(script, ...args, "--rpc", own);
  const ended = await running.ended;
  endpoint.closeAllConnections();
  endpoint.close();
  return ended;
}
