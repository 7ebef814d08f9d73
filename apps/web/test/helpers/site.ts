import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "../../../../test/helpers/script.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VITE = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin", "vite.js");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/** Builds the pages into a folder of its own. @returns The folder, with a slash at its end. */
export async function buildPages(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "upline-pages-"));
  const options = ["--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
  const { code, stdout, stderr } = await start(process.execPath, [VITE, "build", ROOT, ...options]).ended;
  if (code !== 0) throw new Error(`vite ended with ${code}:\n${stdout}${stderr}`);
  return `${folder}/`;
}

/** The built pages as any web host serves them, with a `config.json` of their own. */
export class Site {
  readonly url: string;
  /** Object or text that is served as `config.json`; undefined: there is none. */
  config: unknown;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /** @param folder What `buildPages` gave. */
  static async serve(folder: string, config: unknown): Promise<Site> {
    const server = createServer((request, response) => {
      const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname));
      if (path === "/config.json") {
        const text = typeof site.config === "string" ? site.config : JSON.stringify(site.config);
        if (text === undefined) response.writeHead(404).end();
        else response.setHeader("content-type", "application/json").end(text);
        return;
      }
      const file = join(folder, path === "/" ? "index.html" : path);
      if (!existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end();
      else
        response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream").end(readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const site = new Site(server);
    site.config = config;
    return site;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Removes what `buildPages` made. */
export function removePages(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
