import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** An endpoint of a chain that, like most nodes, keeps no state of past blocks. */
export async function startPruned(url: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const asked = (await json(request)) as Request;
    const isPast = asked.method === "eth_call" && /^0x/.test(String(asked.params[1]));
    const headers = { "content-type": "application/json" };
    const answer = isPast
      ? JSON.stringify({ jsonrpc: "2.0", id: asked.id, error: { code: -32_000, message: "missing trie node" } })
      : await (await fetch(url, { method: "POST", headers, body: JSON.stringify(asked) })).text();
    response.writeHead(200, headers).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
