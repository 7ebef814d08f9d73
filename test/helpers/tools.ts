import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import type { ReadOptions } from "../../scripts/operator/options.ts";
import { runTool, type Tool } from "../../scripts/operator/tool.ts";
import { type Chain, startChain } from "./chain.ts";
import { type KillPoint, runKilled } from "./killing.ts";
import { type Market, openMarket } from "./market.ts";
import { deployProgramme, deployUnopened, type ProgrammeOptions } from "./programme.ts";

/** What a tool left. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A chain behind a URL with a programme, a folder for files, and tools that are run on both. */
export class ToolBench {
  readonly chain: Chain;
  readonly address: string;
  readonly #market: Market | undefined;
  readonly #folder: string;

  private constructor(chain: Chain, address: string, market?: Market) {
    this.chain = chain;
    this.address = address;
    this.#market = market;
    this.#folder = mkdtempSync(join(tmpdir(), "upline-tools-"));
  }

  /** With an open programme to trade in. */
  static async open(options: ProgrammeOptions = {}): Promise<ToolBench> {
    const chain = await startChain();
    const market = await openMarket({ ...options, connection: chain.inside });
    return new ToolBench(chain, market.address, market);
  }

  /** With a programme that is not open yet. */
  static async unopened(options: ProgrammeOptions = {}) {
    const chain = await startChain();
    const programme = await deployUnopened({ ...options, connection: chain.inside });
    return { bench: new ToolBench(chain, await programme.core.getAddress()), programme };
  }

  /** With a programme as public networks have it: open, administered by a timelock. */
  static async governed(options: ProgrammeOptions = {}) {
    const chain = await startChain();
    const programme = await deployProgramme({ ...options, connection: chain.inside });
    return { bench: new ToolBench(chain, await programme.core.getAddress()), programme };
  }

  get market(): Market {
    if (this.#market === undefined) throw new Error("the programme is not open");
    return this.#market;
  }

  async close(): Promise<void> {
    rmSync(this.#folder, { recursive: true });
    await this.chain.close();
  }

  /** Where a file of that name is, or would be. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Writes a file of these lines. @returns Its path. */
  file(name: string, ...lines: readonly string[]): string {
    writeFileSync(this.path(name), `${lines.join("\n")}\n`);
    return this.path(name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  get #place(): readonly string[] {
    return ["--network", "localhost", "--core", this.address];
  }

  /** Runs a tool that is to find the programme by itself. */
  withoutCore<O extends ReadOptions, A extends readonly unknown[]>(
    tool: Tool<O, A>,
    ...args: readonly string[]
  ): Promise<Ran> {
    return this.#run(tool, ["--network", "localhost", ...args]);
  }

  /** Runs a tool to its end, in this process, as its own process would. */
  run<O extends ReadOptions, A extends readonly unknown[]>(tool: Tool<O, A>, ...args: readonly string[]): Promise<Ran> {
    return this.#run(tool, [...this.#place, ...args]);
  }

  async #run<O extends ReadOptions, A extends readonly unknown[]>(
    tool: Tool<O, A>,
    args: readonly string[],
  ): Promise<Ran> {
    const [stdout, stderr] = [new Heard(), new Heard()];
    const streams = { stdout: stdout.stream, stderr: stderr.stream };
    const code = await runTool(tool, ["--rpc", this.chain.url, ...args], streams);
    return { code, stdout: stdout.text, stderr: stderr.text };
  }

  /** Runs a tool that is to succeed, with `--json`. @returns Its document. */
  async json<O extends ReadOptions, A extends readonly unknown[]>(
    tool: Tool<O, A>,
    ...args: readonly string[]
  ): Promise<Record<string, unknown>> {
    const { code, stdout, stderr } = await this.run(tool, ...args, "--json");
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** Runs a tool as a process that is killed at one of its transactions. */
  async kill(script: string, args: readonly string[], point: KillPoint): Promise<void> {
    const { code, stderr } = await runKilled(script, [...this.#place, ...args], this.chain.url, point);
    expect(code, `killed, not ended by itself: ${stderr}`).to.equal(null);
  }

  /** A snapshot of the chain as it is now. @returns What brings it back. */
  async remember(): Promise<() => Promise<void>> {
    const snapshot = await this.chain.inside.networkHelpers.takeSnapshot();
    return () => snapshot.restore();
  }

  /** How many blocks there are, and so how many transactions. */
  height(): Promise<number> {
    return this.chain.inside.ethers.provider.getBlockNumber();
  }

  /** How many transactions an account has sent. */
  sent(account: string): Promise<number> {
    return this.chain.inside.ethers.provider.getTransactionCount(account);
  }

  /** Lets transactions have only so much gas while something is done, so that few items make many transactions. */
  async withGas<T>(limit: bigint, act: () => Promise<T>): Promise<T> {
    const { provider } = this.chain.inside.ethers;
    const set = async (gas: bigint) => {
      await provider.send("evm_setBlockGasLimit", [`0x${gas.toString(16)}`]);
      await this.chain.inside.networkHelpers.mine();
    };
    const before = (await provider.getBlock("latest"))?.gasLimit ?? 0n;
    await set(limit);
    try {
      return await act();
    } finally {
      await set(before);
    }
  }
}

/** A stream that is no terminal. */
export class Heard {
  #text = "";

  get text(): string {
    return stripVTControlCharacters(this.#text);
  }

  get stream(): NodeJS.WriteStream {
    const write = (text: string) => {
      this.#text += text;
      return true;
    };
    return { write, isTTY: false } as unknown as NodeJS.WriteStream;
  }
}
