import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { JsonRpcPayload } from "ethers";
import { EndpointsSilent } from "../../src/chain/errors.ts";
import { pinned, ReadProvider } from "../../src/chain/provider.ts";
import { Transport } from "../../src/chain/transport.ts";

/** An endpoint that answers what it is told to, and keeps what it was asked. */
class Endpoint {
  readonly asked: JsonRpcPayload[] = [];
  status = 200;
  takesBatches = true;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(chainId: number): Promise<Endpoint> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as JsonRpcPayload | JsonRpcPayload[];
      const payloads = Array.isArray(body) ? body : [body];
      endpoint.asked.push(...payloads);
      const answers = payloads.map(({ id, method }) => ({
        jsonrpc: "2.0",
        id,
        result: method === "eth_chainId" ? `0x${chainId.toString(16)}` : "0x2a",
      }));
      response.writeHead(endpoint.status, { "content-type": "application/json" });
      const refused = { jsonrpc: "2.0", id: null, error: { code: -32_600, message: "batches are not allowed" } };
      response.end(JSON.stringify(!Array.isArray(body) ? answers[0] : endpoint.takesBatches ? answers : refused));
    });
    const endpoint = new Endpoint(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get methods(): readonly string[] {
    return this.asked.map(({ method }) => method);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const balance: JsonRpcPayload = { id: 5, jsonrpc: "2.0", method: "eth_getBalance", params: ["0x00", "latest"] };
const DEAD = "http://127.0.0.1:1";

describe("transport", () => {
  let first: Endpoint;
  let second: Endpoint;

  beforeEach(async () => {
    first = await Endpoint.start(10);
    second = await Endpoint.start(10);
  });

  afterEach(async () => {
    await first.stop();
    await second.stop();
  });

  it("asks the first endpoint, and once for its chain", async () => {
    const transport = new Transport([first.url, second.url], 10n);
    await transport.send([balance]);
    await transport.send([balance, { ...balance, id: 6 }]);
    expect(first.methods).to.deep.equal(["eth_chainId", "eth_getBalance", "eth_getBalance", "eth_getBalance"]);
    expect(second.asked).to.deep.equal([]);
  });

  it("goes to the next where one is silent or busy, and stays there", async () => {
    first.status = 429;
    const transport = new Transport([DEAD, first.url, second.url], 10n);
    expect(await transport.send([balance])).to.deep.equal([{ jsonrpc: "2.0", id: 5, result: "0x2a" }]);
    first.asked.length = 0;
    await transport.send([balance]);
    expect(first.asked).to.deep.equal([]);
    expect(second.methods).to.deep.equal(["eth_chainId", "eth_getBalance", "eth_getBalance"]);
  });

  it("passes over an endpoint of another chain", async () => {
    const other = await Endpoint.start(11);
    try {
      await new Transport([other.url, second.url], 10n).send([balance]);
      expect(other.methods).to.deep.equal(["eth_chainId"]);
      expect(second.methods).to.include("eth_getBalance");
    } finally {
      await other.stop();
    }
  });

  it("asks one by one where an endpoint takes no batches", async () => {
    first.takesBatches = false;
    const answers = await new Transport([first.url], 10n).send([balance, { ...balance, id: 6 }]);
    expect(answers.map(({ id }) => id)).to.deep.equal([5, 6]);
    expect(second.asked).to.deep.equal([]);
  });

  it("says what every endpoint answered where none does", async () => {
    first.status = 503;
    const failed = await new Transport([DEAD, first.url], 10n).send([balance]).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(EndpointsSilent);
    expect(String(failed)).to.include("127.0.0.1:1").and.to.include("it answered 503");
  });
});

describe("provider of a block", () => {
  it("reads as of that block whatever is asked of the latest one", () => {
    const request = (method: string, ...params: unknown[]) => pinned({ id: 1, jsonrpc: "2.0", method, params }, "0x7");
    expect(request("eth_call", { to: "0x1" }, "latest").params).to.deep.equal([{ to: "0x1" }, "0x7"]);
    expect(request("eth_call", { to: "0x1" }).params).to.deep.equal([{ to: "0x1" }, "0x7"]);
    expect(request("eth_getBalance", "0x1", "latest").params).to.deep.equal(["0x1", "0x7"]);
    expect(request("eth_getStorageAt", "0x1", "0x0", "latest").params).to.deep.equal(["0x1", "0x0", "0x7"]);
    expect(request("eth_getBlockByNumber", "latest", false).params).to.deep.equal(["0x7", false]);
  });

  it("leaves other requests and other blocks alone", () => {
    const payload = { id: 1, jsonrpc: "2.0" as const, method: "eth_call", params: [{ to: "0x1" }, "0x3"] };
    expect(pinned(payload, "0x7")).to.deep.equal(payload);
    const receipt = { id: 1, jsonrpc: "2.0" as const, method: "eth_getTransactionReceipt", params: ["0x1"] };
    expect(pinned(receipt, "0x7")).to.equal(receipt);
  });

  it("knows its number without asking", async () => {
    const endpoint = await Endpoint.start(10);
    const provider = new ReadProvider(new Transport([endpoint.url], 10n), 10n, 9);
    try {
      expect(await provider.getBlockNumber()).to.equal(9);
      expect(endpoint.asked).to.deep.equal([]);
      expect(await provider.getBalance(`0x${"11".repeat(20)}`)).to.equal(42n);
      expect(endpoint.asked.at(-1)?.params).to.deep.equal([`0x${"11".repeat(20)}`, "0x9"]);
    } finally {
      provider.destroy();
      await endpoint.stop();
    }
  });
});
