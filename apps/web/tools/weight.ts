// How much a browser loads before the first page shows: `npm run weight -w @upline/web` after a build. It fails above
// the limit.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Bytes, compressed by gzip at its default level. */
export const LIMIT = 250_000;

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

/** One file of the first load. */
export interface Weighed {
  readonly file: string;
  /** Bytes, compressed. */
  readonly bytes: number;
}

/** Static imports of a built module; what is imported when it is needed is left out. */
const IMPORTS = /(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g;

/** What `index.html` names, and what that imports at once. @param folder A build, with a slash at its end. */
export function weigh(folder = DIST): readonly Weighed[] {
  const html = readFileSync(`${folder}index.html`, "utf8");
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file = ""]) => file);
  const files = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith(".js")) return;
    for (const [, path = ""] of readFileSync(folder + file, "utf8").matchAll(IMPORTS)) {
      visit(new URL(path, `file:///${file}`).pathname.slice(1));
    }
  };
  for (const file of named) visit(file);
  return ["index.html", ...files].map((file) => ({ file, bytes: gzipSync(readFileSync(folder + file)).length }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const weighed = weigh();
  const total = weighed.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes } of weighed) console.log(`${String(bytes).padStart(9)}  ${file}`);
  console.log(`${String(total).padStart(9)}  in all; the limit is ${LIMIT}`);
  if (total > LIMIT) process.exitCode = 1;
}
