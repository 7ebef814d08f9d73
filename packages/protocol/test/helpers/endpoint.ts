import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { Connection } from "../../../../test/helpers/programme.ts";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown[];
}

/** Answers JSON-RPC over HTTP from a simulated chain, so that a program of its own can use it. */
export async function openEndpoint({ provider }: Connection): Promise<{ url: string; close: () => void }> {
  const answer = async ({ id, method, params }: Request) => {
    try {
      return { jsonrpc: "2.0", id, result: await provider.request({ method, params }) };
    } catch (error) {
      const { code = -32_603, message = "", data } = error as { code?: number; message?: string; data?: unknown };
      return { jsonrpc: "2.0", id, error: { code, message, data } };
    }
  };
  const server = createServer(async (request, response) => {
    const asked = (await json(request)) as Request | Request[];
    const answers = Array.isArray(asked) ? await Promise.all(asked.map(answer)) : await answer(asked);
    response.setHeader("content-type", "application/json").end(JSON.stringify(answers));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
