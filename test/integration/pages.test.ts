import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect } from "chai";
import { JsonRpcProvider, Wallet } from "ethers";
import {
  ANY_WALLET,
  Lens__factory,
  PaymentsClient,
  signEnrolment,
  UplineClient,
} from "../../packages/protocol/src/index.ts";
import { Guarded } from "../../scripts/pages/guarded.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { type Running, start, startScript, written } from "../helpers/script.ts";

// the pages that npm start leaves behind
// - their address comes after the auditor's verdict, with accounts to try
// - they are served with the headers that protect who opens them; config.json says where everything is
// - the indexer has read the run, verified against its journal; the pages go on without it
// - the relayer sends what somebody without ether signed
// - Ctrl-C ends all of it, and so does the end of the run in any other way
// - for machines the addresses are in the report

const START = "scripts/start.ts";
const COMPANY = ["--example", "company", "--months", "1", "--people"];
/** Answered by whoever serves, once it does. */
const PATIENCE = 300_000;

interface Config {
  readonly chainId: number;
  readonly rpcUrls: readonly string[];
  readonly core: string;
  readonly lens: string;
  readonly payments: string;
  readonly firstBlock: number;
  readonly indexerUrl?: string;
  readonly relayerUrl?: string;
  readonly tryAccounts: boolean;
}

const get = async <T>(url: string) => (await (await fetch(url)).json()) as T;

/** Asks until the answer is as wished. */
async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined && isSo(answer)) return answer;
    if (performance.now() > end) throw new Error(`it did not come to be so: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Whether nobody listens at an address any more. */
async function isGone(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return false;
  } catch {
    return true;
  }
}

/** The process that serves a port, by what it was started with. */
function processWith(url: string): number | undefined {
  const { port } = new URL(url);
  const all = execFileSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  const found = all.find(
    (line) => line.includes("ponder") && line.includes(`--port ${port}`) && !line.includes("guard"),
  );
  return found === undefined ? undefined : Number.parseInt(found, 10);
}

describe("the pages of npm start", function () {
  this.timeout(600_000);

  let running: Running;
  let text: string;
  let url: string;
  let config: Config;
  let provider: JsonRpcProvider;

  before(async function () {
    leaveOutUnderCoverage(this);
    running = startScript(START, ...COMPANY, "3");
    await written(running, "stdout", "Ctrl-C stops the network, the pages");
    text = running.written().stdout;
    url = /Open (http\S+)/.exec(text)?.[1] ?? "";
    config = await get<Config>(`${url}config.json`);
    provider = new JsonRpcProvider(config.rpcUrls[0], undefined, { cacheTimeout: -1, batchMaxCount: 1 });
  });

  after(() => {
    provider?.destroy();
    running?.child.kill("SIGKILL");
  });

  it("have their address after the verdict, with accounts to try", () => {
    const [before = "", after = ""] = text.split("✓ VERIFIED, exit code 0");
    expect(before).not.to.include(url);
    expect(after).to.include(`Open ${url}`).and.to.include("Connect wallet");
    expect(after).to.match(/distributor 1, the company +0x\w{40}\n/);
    expect(after).to.match(/somebody new, has 1,000\.00 tUSD +0x\w{40}\n/);
    expect(Math.max(...text.split("\n").map(({ length }) => length))).to.be.at.most(120);
  });

  it("are served with the headers that protect who opens them", async () => {
    const page = await fetch(url);
    const html = await page.text();
    expect(page.headers.get("content-type")).to.equal("text/html; charset=utf-8");
    const policy = page.headers.get("content-security-policy") ?? "";
    for (const part of ["default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'"])
      expect(policy).to.include(part);
    expect(policy).not.to.include("unsafe");
    expect(page.headers.get("x-content-type-options")).to.equal("nosniff");
    expect(page.headers.get("referrer-policy")).to.equal("no-referrer");
    expect(page.headers.get("cache-control")).to.equal("no-cache");

    const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(html)?.[1] ?? "";
    const loaded = await fetch(`${url}${script}`);
    expect([loaded.status, loaded.headers.get("content-type")]).to.deep.equal([200, "text/javascript; charset=utf-8"]);
    expect(loaded.headers.get("content-encoding")).to.equal("gzip");
    expect(loaded.headers.get("cache-control")).to.include("immutable");
    expect((await loaded.text()).length).to.be.above(1_000);
  });

  it("give away nothing but the pages, and take nothing", async () => {
    for (const path of [
      "package.json",
      "..%2f..%2fpackage.json",
      "%2e%2e/package.json",
      "assets",
      "assets/",
      "%00",
      "%",
    ]) {
      expect((await fetch(`${url}${path}`)).status, path).to.equal(404);
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect((await fetch(url, { method })).status).to.equal(405);
    expect((await fetch(url, { method: "HEAD" })).status).to.equal(200);
  });

  it("know where everything is by config.json", async () => {
    const { indexerUrl, relayerUrl, lens, payments, ...rest } = config;
    expect(rest).to.deep.equal({
      chainId: 31_337,
      chainName: "Upline local",
      rpcUrls: [/endpoint +(\S+)/.exec(text)?.[1]],
      core: / core +(0x\w+)/.exec(text)?.[1],
      firstBlock: 0,
      tryAccounts: true,
      pollSeconds: 1,
    });
    expect(text).to.include(indexerUrl).and.to.include(relayerUrl);
    const { id } = await Lens__factory.connect(lens, provider).personById(config.core, 2n);
    expect(id).to.equal(2n);
    expect(await PaymentsClient.connect(payments, provider).programme()).to.equal(config.core);
  });

  it("have an indexer that has read the run, verified against its journal", async () => {
    interface Verified {
      readonly complete: boolean;
      readonly missing: object | null;
      readonly verified: { readonly block: string; readonly head: string } | null;
    }
    const { complete, missing, verified } = await until(
      () => get<Verified>(`${config.indexerUrl}/verified`),
      (answer) => answer.complete,
    );
    expect([complete, missing]).to.deep.equal([true, null]);
    const client = UplineClient.connect(config.core, provider);
    const head = await client.core.journalHead({ blockTag: Number(verified?.block) });
    expect(BigInt(verified?.head ?? 0)).to.equal(head);
  });

  it("have a relayer that sends what somebody without ether signed", async () => {
    const { relayerUrl = "", core, payments } = config;
    const health = await get<{ canPay: boolean; contracts: object; account: string }>(`${relayerUrl}/health`);
    expect(health.canPay).to.equal(true);
    expect(health.contracts).to.deep.include({ core, payments });
    const client = UplineClient.connect(core, provider);
    expect(await client.distributor(health.account), "the relayer is nobody's").to.equal(undefined);

    const companyKey = /distributor 1, the company\n +address \w+\n +key +(0x\w+)/.exec(text)?.[1] ?? "";
    const newcomer = Wallet.createRandom();
    const deadline = 2n ** 40n;
    const invited = await UplineClient.connect(core, new Wallet(companyKey, provider)).invite(ANY_WALLET, deadline);
    const enrolment = { newcomer: newcomer.address, sponsor: invited.invitation.sponsor, deadline };
    const consent = await signEnrolment(newcomer, core, 31_337n, enrolment);
    const request = { kind: "enrolment", ...invited, newcomer: newcomer.address, deadline, consent };
    const answer = await fetch(`${relayerUrl}/relay`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: new URL(url).origin },
      body: JSON.stringify(request, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    });
    expect(answer.headers.get("access-control-allow-origin")).to.equal(new URL(url).origin);
    const { id } = (await answer.json()) as { id: string };
    await until(
      () => get<{ state: string }>(`${relayerUrl}/relay/${id}`),
      ({ state }) => state === "confirmed",
    );
    expect((await client.distributor(newcomer.address))?.sponsor).to.equal(1n);
    expect(await provider.getBalance(newcomer.address)).to.equal(0n);
  });

  it("go on without the indexer if that dies", async () => {
    const found = processWith(config.indexerUrl ?? "");
    expect(found).to.be.a("number");
    process.kill(found ?? 0, "SIGKILL");
    await written(running, "stderr", "No indexer, so the pages read the chain alone");
    const { indexerUrl, relayerUrl } = await get<Config>(`${url}config.json`);
    expect([indexerUrl, relayerUrl]).to.deep.equal([undefined, config.relayerUrl]);
    expect((await fetch(url)).status).to.equal(200);
  });

  it("end with the run", async () => {
    running.child.kill("SIGTERM");
    const { code, stderr } = await running.ended;
    expect([code, stderr.includes("Stopped.")]).to.deep.equal([0, true]);
    const places = [url, config.rpcUrls[0] ?? "", config.relayerUrl ?? ""];
    expect(await Promise.all(places.map(isGone))).to.deep.equal([true, true, true]);
  });

  it("are in the report for machines, taken from an earlier build, and end with Ctrl-C, indexer included", async () => {
    const other = startScript(START, ...COMPANY, "2", "--json");
    try {
      await written(other, "stdout", "\n}\n");
      const { pages, endpoint } = JSON.parse(other.written().stdout) as {
        readonly pages: Record<"url" | "config" | "lens" | "payments" | "indexer" | "relayer", string>;
        readonly endpoint: string;
      };
      const served = await get<Config>(pages.config);
      expect(served.rpcUrls).to.deep.equal([endpoint]);
      expect(pages).to.deep.equal({
        url: pages.url,
        config: `${pages.url}config.json`,
        lens: served.lens,
        payments: served.payments,
        indexer: served.indexerUrl,
        relayer: served.relayerUrl,
      });
      expect(other.written().stderr).to.include("Pages taken from an earlier build");
      await until(
        () => fetch(`${pages.indexer}/health`),
        ({ ok }) => ok,
      );
      other.child.kill("SIGINT");
      expect((await other.ended).code).to.equal(0);
      expect(processWith(pages.indexer)).to.equal(undefined);
      const places = [pages.url, pages.relayer, pages.indexer, endpoint];
      expect(await Promise.all(places.map(isGone))).to.deep.equal([true, true, true, true]);
    } finally {
      other.child.kill("SIGKILL");
    }
  });
});

describe("Guarded", () => {
  /** Starts one, says its folder and its program's number, and waits. */
  const OWNER = `
    const { Guarded } = await import("./scripts/pages/guarded.ts");
    const program = "console.log(process.pid); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    const guarded = new Guarded(() => ["-e", program]);
    while (guarded.lastWords === "") await new Promise((resolve) => setTimeout(resolve, 20));
    console.log(JSON.stringify([guarded.folder, Number(guarded.lastWords)]));
    setInterval(() => {}, 1000);`;

  it("ends a program whose owner is killed, even if it will not end, and removes its folder", async function () {
    this.timeout(120_000);
    const owner = start(process.execPath, ["--import", "tsx", "--input-type=module", "-e", OWNER]);
    await written(owner, "stdout", "]\n");
    const [folder, pid] = JSON.parse(owner.written().stdout) as [string, number];
    expect([existsSync(folder), isAlive(pid)]).to.deep.equal([true, true]);
    owner.child.kill("SIGKILL");
    await until(
      async () => !isAlive(pid) && !existsSync(folder),
      (isOver) => isOver,
    );
  });

  it("tells how a program ended, and what it said last", async function () {
    this.timeout(120_000);
    const guarded = new Guarded((folder) => ["-e", `console.error(${JSON.stringify(folder)}); process.exit(7)`]);
    expect(await guarded.ended).to.equal(7);
    expect(guarded.lastWords).to.equal(guarded.folder);
    expect(existsSync(guarded.folder)).to.equal(false);
    await guarded.stop();
  });

  function isAlive(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }
});
