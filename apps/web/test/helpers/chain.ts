import { readFileSync } from "node:fs";
import { JsonRpcProvider } from "ethers";
import { type Running, startScript } from "../../../../test/helpers/script.ts";
import { localConfig } from "../../tools/local-config.ts";
import { freePort } from "./ports.ts";

/** What `scripts/start.ts --json` says of the shop's programme. Amounts are in token units, as text. */
export interface Report {
  readonly addresses: { readonly core: string; readonly token: string; readonly treasury: string };
  readonly unit: { readonly decimals: number; readonly symbol: string };
  readonly distributors: readonly {
    readonly id: string;
    readonly sponsor: string;
    readonly wallet: string;
    readonly total: string;
    readonly claimed: string;
  }[];
  readonly sales: readonly {
    readonly id: string;
    readonly buyer: string;
    readonly total: string;
    readonly company: string;
  }[];
  /** Accounts of the well-known mnemonic, to try things with. */
  readonly accounts: readonly { readonly who: string; readonly account: number; readonly address: string }[];
}

/** What the report of a run that stays up says as well. */
interface KeptRun {
  readonly endpoint: string;
}

const PAUSE = 250;

/** A local chain with the five years of the shop on it, and the contracts that the pages read through. */
export class LocalChain {
  readonly endpoint: string;
  readonly report: Report;
  /** What goes into `config.json`. */
  readonly config: Awaited<ReturnType<typeof localConfig>>;
  readonly provider: JsonRpcProvider;
  readonly #running: Running | undefined;

  private constructor(endpoint: string, report: Report, config: LocalChain["config"], running?: Running) {
    this.endpoint = endpoint;
    this.report = report;
    this.config = config;
    this.provider = new JsonRpcProvider(endpoint, undefined, { cacheTimeout: -1, pollingInterval: 50 });
    this.#running = running;
  }

  /**
   * Starts one. `UPLINE_REPORT` names the report of one that is left running, to try tests out sooner:
   * `npx tsx scripts/start.ts --json --port 18545 > report.json`.
   */
  static async start(): Promise<LocalChain> {
    const kept = process.env["UPLINE_REPORT"];
    if (kept !== undefined) return LocalChain.#over(JSON.parse(readFileSync(kept, "utf8")) as Report & KeptRun);
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const running = startScript("scripts/start.ts", "--no-pages", "--json", "--port", String(port));
    try {
      const report = await reportOf(running);
      const config = await localConfig({ rpc: endpoint, core: report.addresses.core });
      return new LocalChain(endpoint, report, config, running);
    } catch (error) {
      running.child.kill("SIGKILL");
      throw error;
    }
  }

  static async #over(report: Report & KeptRun): Promise<LocalChain> {
    const config = await localConfig({ rpc: report.endpoint, core: report.addresses.core });
    return new LocalChain(report.endpoint, report, config);
  }

  /** Keeps the chain's present state. @returns What goes back to it: from a page's view, a reorganisation. */
  async snapshot(): Promise<() => Promise<void>> {
    const id: unknown = await this.provider.send("evm_snapshot", []);
    return async () => {
      await this.provider.send("evm_revert", [id]);
    };
  }

  /** Mines so many blocks. */
  async mine(blocks = 1): Promise<void> {
    await this.provider.send("hardhat_mine", [`0x${blocks.toString(16)}`]);
  }

  stop(): void {
    this.provider.destroy();
    this.#running?.child.kill("SIGKILL");
  }
}

async function reportOf(running: Running): Promise<Report> {
  for (;;) {
    try {
      return JSON.parse(running.written().stdout) as Report;
    } catch {
      if (running.child.exitCode !== null) throw new Error(running.written().stderr);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
