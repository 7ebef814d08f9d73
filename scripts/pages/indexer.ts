import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Endpoint, urlOf } from "../local/endpoint.ts";
import { Guarded } from "./guarded.ts";

const INDEXER = fileURLToPath(new URL("../../apps/indexer", import.meta.url));
/** The journal's head is compared every so many blocks: on a chain that waits for people, soon after they did something. */
const CHECK_EVERY = 5;

/** What the indexer reads. */
export interface Indexed {
  readonly chainId: bigint;
  readonly endpoint: string;
  readonly core: string;
}

/** The indexer, in a process of its own, with a database that goes with it. */
export class RunningIndexer {
  readonly url: string;
  readonly #program: Guarded;
  #stopping = false;

  private constructor(url: string, program: Guarded) {
    this.url = url;
    this.#program = program;
  }

  /**
   * Starts it; it takes a while until it has read the past.
   * @param lost Told why, if it ends by itself.
   */
  static async start(
    { chainId, endpoint, core }: Indexed,
    host: string,
    lost: (reason: string) => void,
  ): Promise<RunningIndexer> {
    const at = { host, port: await freePort(host) };
    const program = new Guarded(
      () => [ponder(), ...optionsAt(at)],
      (folder) => ({
        UPLINE_CHAIN_ID: `${chainId}`,
        UPLINE_RPC_URL: endpoint,
        UPLINE_CORE: core,
        UPLINE_START_BLOCK: "0",
        UPLINE_CHECK_EVERY: `${CHECK_EVERY}`,
        UPLINE_DATABASE: join(folder, "database"),
        PONDER_TELEMETRY_DISABLED: "true",
      }),
    );
    const indexer = new RunningIndexer(urlOf(at), program);
    void program.ended.then((code) => {
      if (!indexer.#stopping) lost(lastProblem(program.lastWords) ?? `it ended with ${code}`);
    });
    return indexer;
  }

  stop(): Promise<void> {
    this.#stopping = true;
    return this.#program.stop();
  }
}

function optionsAt({ host, port }: Endpoint): readonly string[] {
  const where = ["--root", INDEXER, "--hostname", host, "--port", `${port}`];
  return ["start", ...where, "--schema", "upline", "--log-format", "json", "--log-level", "warn"];
}

/** Ponder's program, which lies beside its code. */
function ponder(): string {
  // The package does not export its manifest, so it is looked for where packages are.
  const places = createRequire(join(INDEXER, "package.json")).resolve.paths("ponder") ?? [];
  const folder = places.map((place) => join(place, "ponder")).find((place) => existsSync(join(place, "package.json")));
  if (folder === undefined) throw new Error("ponder is not installed; run npm ci");
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { bin: { ponder: string } };
  return join(folder, bin.ponder);
}

/** The last line of its log that tells of a problem. */
function lastProblem(text: string): string | undefined {
  const told = text.split("\n").flatMap((line) => {
    try {
      const { msg } = JSON.parse(line) as { readonly msg?: string };
      return msg === undefined ? [] : [msg];
    } catch {
      return line === "" ? [] : [line];
    }
  });
  return told.at(-1);
}

async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once("error", reject).listen(0, host, resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error(`${host} has no free port`);
  return address.port;
}
