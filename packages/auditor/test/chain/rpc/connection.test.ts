import { expect } from "chai";
import { SourceFault } from "../../../src/chain/fault.ts";
import { RpcConnection } from "../../../src/chain/rpc/connection.ts";
import type { RpcLimits } from "../../../src/chain/rpc/limits.ts";
import { type Asked, FakeServer } from "../../helpers/server.ts";

const HASTY: Partial<RpcLimits> = { attempts: 3, pauseMilliseconds: 1, milliseconds: 2_000 };

const result = ({ id, params }: Asked) => ({ jsonrpc: "2.0", id, result: params[0] });
const refusal = (code: number, message: string) => ({ jsonrpc: "2.0", id: 1, error: { code, message } });
const many = Array.from({ length: 7 }, (_, i) => [i]);
const numbers = many.map(([i]) => i);

describe("RpcConnection", () => {
  let server: FakeServer | undefined;

  afterEach(() => server?.stop());

  async function connect(
    answer: Parameters<typeof FakeServer.start>[0],
    limits: Partial<RpcLimits> = {},
  ): Promise<RpcConnection> {
    server = await FakeServer.start(answer);
    return new RpcConnection(server.url, { ...HASTY, ...limits });
  }

  async function faultOf(request: Promise<unknown>): Promise<SourceFault> {
    const error: unknown = await request.catch((thrown: unknown) => thrown);
    if (!(error instanceof SourceFault)) throw new Error("the request did not fail", { cause: error });
    return error;
  }

  it("gives the result, null too, and counts what it cost", async () => {
    const connection = await connect((asked) => result(asked as Asked));
    expect(await connection.request("eth_a", [7])).to.equal(7);
    expect(await connection.request("eth_a", [null])).to.equal(null);
    expect(connection.cost).to.deep.include({ requests: 2, retries: 0 });
    expect(connection.cost.bytes).to.be.greaterThan(60);
  });

  for (const [name, busy] of Object.entries({
    "an error of a busy node": (): unknown => refusal(-32_005, "limit exceeded"),
    "the words of a busy node": (): unknown => refusal(-32_000, "Too Many Requests, slow down"),
    "status 429": (response: { writeHead(status: number): { end(): void } }) => response.writeHead(429).end(),
    "status 502": (response: { writeHead(status: number): { end(): void } }) => response.writeHead(502).end(),
  })) {
    it(`asks again after ${name}`, async () => {
      let asked = 0;
      const connection = await connect((one, response) => {
        asked += 1;
        return asked < 3 ? (busy(response as never) ?? undefined) : result(one as Asked);
      });
      expect(await connection.request("eth_a", [7])).to.equal(7);
      expect(connection.cost).to.deep.include({ requests: 3, retries: 2 });
    });
  }

  it("does not ask again after a refusal", async () => {
    const connection = await connect(() => refusal(-32_601, "no such method"));
    const fault = await faultOf(connection.request("eth_a", []));
    expect(fault).to.include({ code: "endpoint-refused", verdict: "unproved" });
    expect(fault.message).to.include("no such method");
    expect(connection.cost.requests).to.equal(1);
  });

  it("asks for less, not later, where the code of a busy node is about events", async () => {
    const connection = await connect(() => refusal(-32_005, "query returned more than 10000 results"));
    await faultOf(connection.request("eth_getLogs", []));
    expect(connection.cost.requests).to.equal(1);
  });

  it("waits as long as the server asks it to", async () => {
    let asked = 0;
    const connection = await connect((one, response) => {
      asked += 1;
      if (asked > 1) return result(one as Asked);
      response.writeHead(429, { "retry-after": "0.3" }).end();
      return undefined;
    });
    const started = performance.now();
    expect(await connection.request("eth_a", [7])).to.equal(7);
    expect(performance.now() - started).to.be.greaterThan(290);
  });

  it("follows nobody to another server", async () => {
    const other = await FakeServer.start((asked) => result(asked as Asked));
    const connection = await connect((_, response) => {
      response.writeHead(307, { location: other.url }).end();
      return undefined;
    });
    const fault = await faultOf(connection.request("eth_a", [7])).finally(() => other.stop());
    expect(fault.code).to.equal("endpoint-unreachable");
    expect(other.asked).to.deep.equal([]);
  });

  it("names neither server nor key", async () => {
    const connection = new RpcConnection("http://127.0.0.1:1/v3/secret-key", HASTY);
    const fault = await faultOf(connection.request("eth_a", []));
    expect(fault.code).to.equal("endpoint-unreachable");
    expect(JSON.stringify([fault.message, fault.values])).to.not.match(/secret|127\.0\.0\.1/);
  });

  it("refuses what is no URL of HTTP, without showing it", () => {
    for (const url of ["", "nonsense", "ws://127.0.0.1/secret", "file:///secret"]) {
      expect(() => new RpcConnection(url), url).to.throw(SourceFault, /^the endpoint is no URL/);
    }
  });

  it("sends user and password as such, and not in the URL", async () => {
    const headers: unknown[] = [];
    const { url } = await connect((asked, response) => {
      headers.push(response.req.headers.authorization, response.req.url);
      return result(asked as Asked);
    }).then(() => server as FakeServer);
    const connection = new RpcConnection(url.replace("//", "//anna:s%C3%A9cret@"), HASTY);
    expect(await connection.request("eth_a", [7])).to.equal(7);
    expect(headers).to.deep.equal([`Basic ${Buffer.from("anna:sécret").toString("base64")}`, "/"]);
  });

  it("ends after its time, however often it is answered", async () => {
    const connection = await connect((asked) => result(asked as Asked), { totalMilliseconds: 50 });
    await connection.request("eth_a", [1]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await faultOf(connection.request("eth_a", [1]))).code).to.equal("endpoint-endless");
  });

  it("asks no more when nobody has answered for long", async () => {
    const connection = await connect(() => undefined, { milliseconds: 30 });
    for (let i = 0; i < 6; i++)
      expect((await faultOf(connection.request("eth_a", []))).code).to.equal("endpoint-silent");
    const { requests } = connection.cost;
    expect((await faultOf(connection.request("eth_a", []))).code).to.equal("endpoint-silent");
    expect(connection.cost.requests).to.equal(requests);
  });

  describe("asked for many things", () => {
    const each = (asked: Asked | readonly Asked[]) =>
      Array.isArray(asked) ? asked.map(result) : result(asked as Asked);

    it("asks in batches, and puts the answers in order", async () => {
      const connection = await connect((asked) => (each(asked) as unknown[]).toReversed(), { batch: 4 });
      expect(await connection.requestAll("eth_a", many)).to.deep.equal(numbers);
      expect(connection.cost.requests).to.equal(2);
    });

    for (const [name, answer] of Object.entries({
      "takes none": () => refusal(-32_600, "no batches"),
      "leaves one out": (asked: readonly Asked[]) => asked.slice(1).map(result),
      "gives one twice": (asked: readonly Asked[]) => asked.map(() => result(asked[0]!)),
      "refuses one of them": (asked: readonly Asked[]) =>
        asked.map((one, i) => (i === 3 ? { ...refusal(-32_000, "slow"), id: one.id } : result(one))),
    })) {
      it(`asks one by one if the endpoint ${name}, and tries no batch again`, async () => {
        const connection = await connect((asked) => (Array.isArray(asked) ? answer(asked) : each(asked)), { batch: 4 });
        expect(await connection.requestAll("eth_a", many)).to.deep.equal(numbers);
        expect(server?.asked.filter(Array.isArray)).to.have.lengthOf(1);
        expect(connection.cost.requests).to.equal(8);
      });
    }

    it("fails where one of them is refused by itself too", async () => {
      const connection = await connect((asked) => (Array.isArray(asked) ? [] : refusal(-32_000, "no")));
      expect((await faultOf(connection.requestAll("eth_a", many))).code).to.equal("endpoint-refused");
    });
  });
});
