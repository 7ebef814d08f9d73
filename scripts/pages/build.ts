import { createHash } from "node:crypto";
import { existsSync, globSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ProtocolError } from "../../packages/protocol/src/index.ts";
import { Guarded } from "./guarded.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PAGES = join(ROOT, "apps", "web");
/** What was built before, by its content; npm itself empties it. */
const CACHE = join(ROOT, "node_modules", ".cache", "upline-pages");
/** What the built pages are made of, beside the packages, which the lockfile names. */
const SOURCES = [
  "package-lock.json",
  "apps/web/{index.html,vite.config.ts,package.json,tsconfig.json}",
  "apps/web/{src,public}/**/*",
  "packages/protocol/{package.json,src/**/*}",
];
/** Builds that are kept: another checkout's branch may need the one before. */
const KEPT = 3;

/** The pages could not be built. */
export class PagesNotBuilt extends ProtocolError {
  override readonly name = "PagesNotBuilt";

  constructor(reason: string) {
    super(
      `the pages could not be built: ${reason}`,
      { reason },
      "Run npm ci, then npm run build -w @upline/web to see more.",
    );
  }
}

/** A digest of all that the pages are made of. */
function digest(): string {
  const hash = createHash("sha256");
  const files = globSync(SOURCES, { cwd: ROOT }).filter((file) => statSync(join(ROOT, file)).isFile());
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update("\0");
  return hash.digest("hex").slice(0, 32);
}

/**
 * Builds the pages, unless the same ones were built before.
 * @returns The folder that they are in, and whether they had to be built.
 * @throws PagesNotBuilt
 */
export async function buildPages(): Promise<{ readonly folder: string; readonly built: boolean }> {
  const folder = join(CACHE, digest());
  if (existsSync(join(folder, "index.html"))) return { folder, built: false };
  const unfinished = `${folder}.${process.pid}`;
  const options = ["--outDir", unfinished, "--emptyOutDir", "--logLevel", "error"];
  const vite = new Guarded(() => [viteProgram(), "build", PAGES, ...options]);
  const code = await vite.ended;
  if (code !== 0) throw new PagesNotBuilt(vite.lastWords || `vite ended with ${code}`);
  finish(unfinished, folder);
  return { folder, built: true };
}

function viteProgram(): string {
  try {
    const manifest = createRequire(join(PAGES, "package.json")).resolve("vite/package.json");
    return join(dirname(manifest), "bin", "vite.js");
  } catch {
    throw new PagesNotBuilt("vite is not installed");
  }
}

/** Makes a build the one of its content, and removes the oldest others. */
function finish(unfinished: string, folder: string): void {
  // Another run may have built the same meanwhile.
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  const age = (name: string) => statSync(join(CACHE, name)).mtimeMs;
  const oldest = readdirSync(CACHE).sort((a, b) => age(b) - age(a));
  for (const name of oldest.slice(KEPT)) rmSync(join(CACHE, name), { recursive: true, force: true });
}
