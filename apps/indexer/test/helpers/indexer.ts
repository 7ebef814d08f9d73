import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Running, start } from "../../../../test/helpers/script.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAUSE = 250;
/** Characters of its log that are told when it has ended. */
const LAST_WORDS = 2000;

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
  /** A PostgreSQL database; PGlite in a folder of its own if not given. */
  readonly database?: string;
  /** Folder of the embedded database, which stays; one that goes with the indexer if not given. */
  readonly folder?: string;
  /** `serve` only answers, out of a database that another process fills. */
  readonly command?: "start" | "serve";
}

/** What `/verified` answers, and every list has as its `verification`. */
export interface Verified {
  readonly complete: boolean;
  readonly verified: { readonly block: string; readonly hash: string; readonly head: string } | null;
  readonly indexed: { readonly block: string; readonly head: string; readonly entries: number } | null;
  readonly missing: { readonly check: object | null; readonly fault: object | null } | null;
}

/** An answer with its status. */
export interface Answered<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** An indexer with a database of its own, which goes with it. */
export class Indexer {
  readonly url: string;
  readonly #running: Running;
  /** Goes with the indexer. */
  readonly #folder: string | undefined;

  private constructor(url: string, running: Running, folder: string | undefined) {
    this.url = url;
    this.#running = running;
    this.#folder = folder;
  }

  static async start({ endpoint, core, checkEvery, database, ...rest }: Programme): Promise<Indexer> {
    const port = await freePort();
    const { command = "start" } = rest;
    const folder = rest.folder ?? mkdtempSync(join(tmpdir(), "upline-indexer-"));
    const variables = {
      UPLINE_CHAIN_ID: "31337",
      UPLINE_RPC_URL: endpoint,
      UPLINE_CORE: core,
      UPLINE_START_BLOCK: "0",
      UPLINE_CHECK_EVERY: String(checkEvery),
      PONDER_TELEMETRY_DISABLED: "true",
      ...(database === undefined ? { UPLINE_DATABASE: folder } : { DATABASE_URL: database }),
    };
    const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const options = [command, "--root", ROOT, "--schema", "upline", "--port", String(port), "--log-format", "json"];
    return new Indexer(
      `http://127.0.0.1:${port}`,
      start("env", [...settings, "ponder", ...options]),
      rest.folder === undefined ? folder : undefined,
    );
  }

  /** Asks until the answer is as wished. @throws If the indexer ends before. */
  async until<T>(path: string, isSo: (answer: T) => boolean | Promise<boolean>): Promise<T> {
    for (;;) {
      const answer = await this.#ask<T>(path);
      if (answer !== undefined && (await isSo(answer))) return answer;
      this.#expectAlive();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  /** Waits until the journal is read to this head, and a comparison of this block or a later one is known. */
  async readTo(head: bigint, checked: number): Promise<Verified> {
    return this.until<Verified>("/verified", ({ indexed, verified, missing }) => {
      const known = missing !== null || Number(verified?.block ?? -1) >= checked;
      return known && BigInt(indexed?.head ?? 0) === head;
    });
  }

  /** Waits until the past is read and every index made. */
  async ready(): Promise<void> {
    for (;;) {
      const answered = await fetch(`${this.url}/ready`).catch(() => undefined);
      if (answered?.status === 200) return;
      this.#expectAlive();
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  async get<T>(path: string): Promise<T> {
    return (await this.answer<T>(path)).body;
  }

  /** Also of what is refused. */
  async answer<T>(path: string, init: RequestInit = {}): Promise<Answered<T>> {
    const response = await fetch(`${this.url}${path}`, init);
    return { status: response.status, body: (await response.json()) as T, headers: response.headers };
  }

  /** Everything that GraphQL answers. */
  async ask<T>(query: string, variables: object = {}): Promise<Answered<T>> {
    const headers = { "content-type": "application/json" };
    return this.answer<T>("/graphql", { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  }

  async query<T>(query: string): Promise<T> {
    const { body } = await this.ask<{ data?: T; errors?: unknown; error?: unknown }>(query);
    if (body.data === undefined || body.errors !== undefined) throw new Error(JSON.stringify(body));
    return body.data;
  }

  /** All rows of a list, in the order of its first fields. */
  async all<T>(list: string, fields: string, where = ""): Promise<T[]> {
    const rows: T[] = [];
    for (let after = "null"; ; ) {
      const page = `{ page: ${list}(limit: 1000, after: ${after}${where}) { items { ${fields} } pageInfo { hasNextPage endCursor } } }`;
      type Page = { page: { items: T[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      const { items, pageInfo } = (await this.query<Page>(page)).page;
      rows.push(...items);
      if (!pageInfo.hasNextPage) return rows;
      after = JSON.stringify(pageInfo.endCursor);
    }
  }

  async stop(): Promise<void> {
    this.#running.child.kill("SIGTERM");
    await this.#running.ended;
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #expectAlive(): void {
    const { child, written } = this.#running;
    if (child.exitCode !== null) throw new Error(`It ended:\n${written().stdout.slice(-LAST_WORDS)}`);
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
