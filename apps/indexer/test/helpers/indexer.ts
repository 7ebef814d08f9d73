import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Running, start } from "../../../../test/helpers/script.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAUSE = 250;

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Which programme to index. */
export interface Programme {
  readonly endpoint: string;
  readonly core: string;
  readonly checkEvery: number;
}

/** What `/verified` answers. */
export interface Verified {
  readonly complete: boolean;
  readonly verified: { readonly block: string; readonly hash: string; readonly head: string } | null;
  readonly missing: object | null;
}

/** An indexer with a database of its own, which goes with it. */
export class Indexer {
  readonly url: string;
  readonly #running: Running;
  readonly #folder: string;

  private constructor(url: string, running: Running, folder: string) {
    this.url = url;
    this.#running = running;
    this.#folder = folder;
  }

  static async start({ endpoint, core, checkEvery }: Programme): Promise<Indexer> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), "upline-indexer-"));
    const variables = {
      UPLINE_CHAIN_ID: "31337",
      UPLINE_RPC_URL: endpoint,
      UPLINE_CORE: core,
      UPLINE_START_BLOCK: "0",
      UPLINE_CHECK_EVERY: String(checkEvery),
      UPLINE_DATABASE: folder,
      PONDER_TELEMETRY_DISABLED: "true",
    };
    const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const options = ["start", "--root", ROOT, "--schema", "upline", "--port", String(port), "--log-format", "json"];
    return new Indexer(`http://127.0.0.1:${port}`, start("env", [...settings, "ponder", ...options]), folder);
  }

  /** Asks until the answer is as wished. @throws If the indexer ends before. */
  async until<T>(path: string, isSo: (answer: T) => boolean): Promise<T> {
    for (;;) {
      const answer = await this.#ask<T>(path);
      if (answer !== undefined && isSo(answer)) return answer;
      if (this.#running.child.exitCode !== null) throw new Error(`It ended:\n${this.#running.written().stdout}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  async get<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.url}${path}`)).json()) as T;
  }

  async query<T>(query: string): Promise<T> {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
    return ((await answer.json()) as { data: T }).data;
  }

  async stop(): Promise<void> {
    this.#running.child.kill("SIGTERM");
    await this.#running.ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Undefined while nobody answers yet. */
  async #ask<T>(path: string): Promise<T | undefined> {
    try {
      return await this.get<T>(path);
    } catch {
      return undefined;
    }
  }
}
