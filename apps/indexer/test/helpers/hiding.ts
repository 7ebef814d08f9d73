import { createServer, type IncomingMessage } from "node:http";

/** An endpoint that is asked through another address. */
export interface Hiding {
  readonly url: string;
  stop(): Promise<void>;
}

interface Answer {
  result?: unknown;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}

/** Leaves the first event of a list out. */
function withoutFirst(answer: Answer): Answer {
  return Array.isArray(answer.result) ? { ...answer, result: answer.result.slice(1) } : answer;
}

/** An endpoint that passes everything on, but the first event of the core. */
export async function hidingOne(endpoint: string, core: string): Promise<Hiding> {
  let hidden = false;
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const headers = { "content-type": "application/json" };
    const answer = (await (await fetch(endpoint, { method: "POST", headers, body })).json()) as Answer;
    const asksEvents = body.includes("eth_getLogs") && body.toLowerCase().includes(core.toLowerCase());
    const hides = asksEvents && !hidden && Array.isArray(answer.result) && answer.result.length > 0;
    if (hides) hidden = true;
    response.writeHead(200, headers).end(JSON.stringify(hides ? withoutFirst(answer) : answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${address.port}`, stop };
}
