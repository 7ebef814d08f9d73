import { globSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { type Endpoint, findEndpoint, urlOf } from "../local/endpoint.ts";
import { PagesNotBuilt } from "./build.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};
/** Where the first site of a computer is. */
const USUAL_PORT = 8080;

interface File {
  readonly type: string;
  readonly body: Buffer;
  readonly packed: Buffer;
  /** Its name changes with its content. */
  readonly lasting: boolean;
}

/** The policy that the built page names for itself. */
const POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/;

/** The pages on a server of their own, with the headers that any host of them should send. */
export class Site {
  readonly url: string;
  readonly #server: Server;

  private constructor(url: string, server: Server) {
    this.url = url;
    this.#server = server;
  }

  /**
   * Serves a build.
   * @param config What `config.json` says now.
   * @throws PagesNotBuilt if the build is not whole, HostInvalid or PortInUse.
   */
  static async serve(folder: string, host: string, config: () => object): Promise<Site> {
    const files = readAll(folder);
    const policy = POLICY.exec(files.get("/index.html")?.body.toString() ?? "")?.[1];
    if (policy === undefined) throw new PagesNotBuilt(`${folder} has no page with a policy`);
    const headers = headersFor(policy);
    const server = createServer((request, response) => {
      for (const [name, value] of headers) response.setHeader(name, value);
      answer(request, response, files, config);
    });
    return new Site(`${urlOf(await listen(server, host))}/`, server);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** `frame-ancestors` is one that a page cannot ask for itself. */
function headersFor(policy: string): readonly (readonly [string, string])[] {
  return [
    ["Content-Security-Policy", `${policy.replaceAll("&#39;", "'")}; frame-ancestors 'none'`],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "no-referrer"],
    ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
  ];
}

/** All files, by their paths: what is asked for is looked up, so that no path leads anywhere else. */
function readAll(folder: string): ReadonlyMap<string, File> {
  const names = globSync("**/*", { cwd: folder }).filter((name) => statSync(join(folder, name)).isFile());
  return new Map(names.map((name) => [`/${name.split(sep).join("/")}`, read(join(folder, name), name)]));
}

function read(file: string, name: string): File {
  const body = readFileSync(file);
  const type = TYPES[extname(name)] ?? "application/octet-stream";
  return { type, body, packed: gzipSync(body), lasting: name.startsWith("assets") };
}

function answer(
  { method, url = "/", headers }: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, File>,
  config: () => object,
): void {
  if (method !== "GET" && method !== "HEAD") {
    response.writeHead(405, { Allow: "GET, HEAD" }).end();
    return;
  }
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  if (path === "/config.json") {
    response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(JSON.stringify(config()));
    return;
  }
  const file = files.get(path === "/" ? "/index.html" : path);
  if (file === undefined) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("There is no such file.\n");
    return;
  }
  const packs = /\bgzip\b/.test(headers["accept-encoding"] ?? "");
  response.writeHead(200, {
    "Content-Type": file.type,
    "Cache-Control": file.lasting ? "public, max-age=31536000, immutable" : "no-cache",
    Vary: "Accept-Encoding",
    ...(packs ? { "Content-Encoding": "gzip" } : {}),
  });
  response.end(packs ? file.packed : file.body);
}

/** Listens on the first free port; another program may take one between the look and the listening. */
async function listen(server: Server, host: string): Promise<Endpoint> {
  for (;;) {
    const endpoint = await findEndpoint(host, undefined, USUAL_PORT);
    if (await listensAt(server, endpoint)) return endpoint;
  }
}

function listensAt(server: Server, { host, port }: Endpoint): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    };
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}
