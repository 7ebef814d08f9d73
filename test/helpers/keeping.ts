import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Verdict as HealthVerdict, Status } from "../../scripts/keeper/health/status.ts";
import { runKeeper } from "../../scripts/keeper.ts";
import { Endpoint } from "./endpoint.ts";
import type { Market, Member } from "./market.ts";
import type { ProgrammeOptions } from "./programme.ts";
import { type Running, startScript } from "./script.ts";
import { Heard, type Ran, ToolBench } from "./tools.ts";

/** The local chain's accounts that keepers work with; those before them have other parts to play. */
const FIRST_KEEPER = 10;

/** A keeper at work in this process. */
export class Keeping {
  readonly #stop = new AbortController();
  readonly #heard = { stdout: new Heard(), stderr: new Heard() };
  readonly #ended: Promise<number>;

  constructor(args: readonly string[]) {
    const { stdout, stderr } = this.#heard;
    this.#ended = runKeeper(args, this.#stop.signal, { stdout: stdout.stream, stderr: stderr.stream });
  }

  /** What it has said so far. */
  get said(): string {
    return this.#heard.stdout.text;
  }

  /** Waits until it has said something. */
  async says(text: string): Promise<void> {
    await until(
      () => this.said.includes(text),
      `the keeper to say "${text}"`,
      () => this.said,
    );
  }

  /** Waits until it ends by itself. */
  async ended(): Promise<Ran> {
    const code = await this.#ended;
    return { code, stdout: this.said, stderr: this.#heard.stderr.text };
  }

  /** Ends it, as Ctrl-C does. */
  async stop(): Promise<Ran> {
    this.#stop.abort();
    return this.ended();
  }
}

/** Waits until something is so. @throws Error after half a minute. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  detail: () => string = () => "",
): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}\n${detail()}`);
    await sleep(20);
  }
}

/** A port of this computer that nobody uses. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** What a keeper answers to who asks for its health. */
export type Health = Readonly<Omit<Status, "balance"> & HealthVerdict & { balance: string }>;

/** Asks a keeper for its health. */
export async function healthAt(port: number): Promise<Health> {
  const answer = await fetch(`http://127.0.0.1:${port}/health`);
  return (await answer.json()) as Health;
}

/** A programme on a chain behind an endpoint, and keepers for it. */
export class KeeperBench {
  readonly tools: ToolBench;
  readonly endpoint: Endpoint;
  /** Addresses of accounts that keepers work with. */
  readonly accounts: readonly string[];
  readonly #working: Keeping[] = [];
  #states = 0;

  private constructor(tools: ToolBench, endpoint: Endpoint, accounts: readonly string[]) {
    this.tools = tools;
    this.endpoint = endpoint;
    this.accounts = accounts;
  }

  static async open(options: ProgrammeOptions = {}): Promise<KeeperBench> {
    const tools = await ToolBench.open(options);
    const accounts = (await tools.market.ethers.getSigners()).slice(FIRST_KEEPER).map(({ address }) => address);
    return new KeeperBench(tools, await Endpoint.before(tools.chain.url), accounts);
  }

  get market(): Market {
    return this.tools.market;
  }

  async close(): Promise<void> {
    await this.stopAll();
    this.endpoint.down();
    await this.tools.close();
  }

  /** Ends all keepers of this process. */
  async stopAll(): Promise<void> {
    await Promise.all(this.#working.splice(0).map((one) => one.stop()));
  }

  /** A folder for a keeper's state that no other has. */
  newState(): string {
    this.#states += 1;
    return this.tools.path(`state-${this.#states}`);
  }

  /** What a keeper is started with: it looks at the chain all the time and takes a block as final after eight. */
  args(state: string, account = this.accounts[0] ?? ""): readonly string[] {
    const place = ["--network", "localhost", "--core", this.market.address, "--rpc", this.endpoint.url];
    return [...place, "--as", account, "--state", state, "--poll", "100ms", "--final-after", "8"];
  }

  /** Starts a keeper in this process. */
  start(args: readonly string[], ...more: readonly string[]): Keeping {
    const keeping = new Keeping([...args, ...more]);
    this.#working.push(keeping);
    return keeping;
  }

  /** Starts a keeper as a process of its own. */
  startProcess(args: readonly string[], ...more: readonly string[]): Running {
    return startScript("scripts/keeper.ts", ...args, ...more);
  }

  /** Lets a keeper do what is due now. */
  async once(args: readonly string[], ...more: readonly string[]): Promise<Ran> {
    return this.start(args, "--once", ...more).ended();
  }

  /** Sales that are still in escrow. */
  async open(ids: readonly bigint[]): Promise<readonly bigint[]> {
    const open: bigint[] = [];
    for (const id of ids) {
      const { state } = await this.market.core.saleState(id);
      if (state >= 1n && state <= 3n) open.push(id);
    }
    return open;
  }

  /** Waits until these sales are finished. */
  async finished(ids: readonly bigint[]): Promise<void> {
    const said = () => this.#working.map(({ said }) => said).join("\n");
    await until(async () => (await this.open(ids)).length === 0, `${ids.length} sales to be finished`, said);
  }

  /** How often each sale was settled. */
  async timesSettled(ids: readonly bigint[]): Promise<readonly number[]> {
    const { core } = this.market;
    const settled = await core.queryFilter(core.filters.SalesSettled());
    const all = settled.map(({ args }) => args.ids.slice(2)).join("");
    return ids.map((id) => all.split(id.toString(16).padStart(40, "0")).length - 1);
  }

  /** Buys from each of these so often. @returns The sales' ids. */
  async sell(sellers: readonly Member[], times = 1): Promise<readonly bigint[]> {
    const ids: bigint[] = [];
    for (let i = 0; i < times; i++) {
      for (const seller of sellers) ids.push((await this.market.escrow(seller)).id);
    }
    return ids;
  }
}
