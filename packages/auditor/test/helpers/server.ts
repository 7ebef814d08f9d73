import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A JSON-RPC request, or a batch of them. */
export interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** An endpoint that does what a test says. */
export class FakeServer {
  readonly asked: (Asked | readonly Asked[])[] = [];
  readonly #server: Server;

  private constructor(answer: (asked: Asked | readonly Asked[], response: ServerResponse) => unknown) {
    this.#server = createServer(async (request: IncomingMessage, response) => {
      const asked = (await json(request)) as Asked | readonly Asked[];
      this.asked.push(asked);
      const said = await answer(asked, response);
      if (said !== undefined) response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
    });
  }

  /** @param answer What is sent as JSON; undefined where it sends by itself, or nothing. */
  static async start(
    answer: (asked: Asked | readonly Asked[], response: ServerResponse) => unknown,
  ): Promise<FakeServer> {
    const server = new FakeServer(answer);
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
