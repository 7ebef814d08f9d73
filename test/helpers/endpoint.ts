import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A request to a node. */
export interface Asked {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What an endpoint says instead of asking its node. */
export type Refusal = { readonly code: number; readonly message: string };

/** An endpoint before a chain that can go down, refuse, and count what it is asked. */
export class Endpoint {
  /** Says what it refuses. */
  refuse: (asked: Asked) => Refusal | undefined = () => undefined;
  /** Changes what its node answers, at once or later; an error is answered as such. */
  change: (asked: Asked, result: unknown) => unknown = (_, result) => result;
  /** What it answers without asking its node; undefined where it does ask. */
  stead: (asked: Asked) => unknown = () => undefined;
  /** Answers in its own way, not even in JSON; false where it does not. */
  respond: (asked: Asked, response: ServerResponse) => boolean = () => false;
  readonly asked: Asked[] = [];
  readonly #chain: string;
  #port = 0;
  #server: Server | undefined;

  private constructor(chain: string) {
    this.#chain = chain;
  }

  static async before(chain: string): Promise<Endpoint> {
    const endpoint = new Endpoint(chain);
    await endpoint.up();
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Comes back, on the same port. */
  async up(): Promise<void> {
    const server = createServer(async (request, response) => {
      const asked = (await json(request)) as Asked | readonly Asked[];
      const [first] = [asked].flat();
      if (first !== undefined && this.respond(first, response)) return;
      const answer = Array.isArray(asked)
        ? `[${(await Promise.all(asked.map((one) => this.#answer(one)))).join()}]`
        : await this.#answer(asked as Asked);
      response.writeHead(200, { "content-type": "application/json" }).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Cannot be reached any more. */
  down(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  /** As it was at first. */
  reset(): void {
    this.refuse = () => undefined;
    this.change = (_, result) => result;
    this.stead = () => undefined;
    this.respond = () => false;
    this.asked.length = 0;
  }

  async #answer(asked: Asked & { readonly id?: unknown }): Promise<string> {
    this.asked.push(asked);
    const error = this.refuse(asked);
    if (error !== undefined) return JSON.stringify({ jsonrpc: "2.0", id: asked.id, error });
    const result = this.stead(asked);
    if (result !== undefined) return JSON.stringify({ jsonrpc: "2.0", id: asked.id, result });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(this.#chain, { method: "POST", headers, body: JSON.stringify(asked) });
    const { result: own, ...rest } = (await answer.json()) as { readonly result?: unknown };
    const changed = own === undefined ? undefined : await this.change(asked, own);
    if (changed instanceof Error) return JSON.stringify({ ...rest, error: { code: -32000, message: changed.message } });
    return JSON.stringify({ ...rest, result: changed });
  }
}
