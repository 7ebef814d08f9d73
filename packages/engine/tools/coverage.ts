// npm test and npm run coverage: runs the engine's tests once and fails if one fails, or if a statement or a branch of
// src/ never ran. V8 counts what runs; ast-v8-to-istanbul makes Istanbul's statements and branches of it. Node strips
// the types and leaves all else in its place, so that V8's positions are those of the sources.
//
//   node tools/coverage.ts            shows the tests
//   node tools/coverage.ts --quiet    shows them only if one fails
//   node tools/coverage.ts --grep x   what else there is goes to Mocha; a part of the tests is not measured
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Node, type Program, parse } from "acorn";
import convert, { type Options } from "ast-v8-to-istanbul";

type Script = Options["coverage"];
type FileCoverage = Awaited<ReturnType<typeof convert>>[string];

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MOCHA = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");

/** What V8 counted in each file of src/, one entry for each process that loaded it. */
function measured(folder: string): Map<string, Script[]> {
  const scripts = new Map<string, Script[]>();
  for (const name of readdirSync(folder)) {
    const report = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
      result: Script[];
      "source-map-cache"?: Record<string, unknown>;
    };
    // A process that runs the sources translated counts at other positions; the tests run them as they are as well.
    const translated = report["source-map-cache"] ?? {};
    for (const script of report.result.filter(({ url }) => !(url in translated))) {
      scripts.set(script.url, [...(scripts.get(script.url) ?? []), script]);
    }
  }
  return scripts;
}

/** A file's statements and branches, and how often each ran in all processes together. */
async function coverageOf(path: string, scripts: readonly Script[]): Promise<FileCoverage | undefined> {
  const code = stripTypeScriptTypes(readFileSync(path, "utf8"));
  const ast = () => parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const url = pathToFileURL(path).href;
  // What no process loaded ran never.
  const never: Script = { url, functions: [] };
  let total: FileCoverage | undefined;
  for (const coverage of [never, ...scripts]) {
    const own = (await convert<Node, Program>({ code, coverage, ast: ast() }))[path];
    if (own === undefined) continue;
    for (const [id, count] of Object.entries(total?.s ?? {})) own.s[id] = (own.s[id] ?? 0) + count;
    for (const [id, counts] of Object.entries(total?.b ?? {})) {
      own.b[id] = counts.map((count, branch) => count + (own.b[id]?.[branch] ?? 0));
    }
    total = own;
  }
  return total;
}

/** The line of each statement and branch that never ran, with what it is. */
function gaps(file: string, { s, statementMap, b, branchMap }: FileCoverage): string[] {
  const at = (line: number | undefined, what: string) => `${file}:${line ?? "?"} ${what}`;
  const statements = Object.entries(s)
    .filter(([, count]) => count === 0)
    .map(([id]) => at(statementMap[id]?.start.line, "statement never ran"));
  const branches = Object.entries(b).flatMap(([id, counts]) =>
    counts.flatMap((count, branch) =>
      count > 0 ? [] : [at(branchMap[id]?.line, `branch ${branch + 1} of ${branchMap[id]?.type} never taken`)],
    ),
  );
  return [...statements, ...branches];
}

/** Prints what never ran, and one line over all. @returns Whether all of it ran. */
async function conclude(folder: string): Promise<boolean> {
  const scripts = measured(folder);
  const found: string[] = [];
  let [files, statements, branches] = [0, 0, 0];
  for (const file of globSync("src/**/*.ts", { cwd: ROOT }).sort()) {
    const path = join(ROOT, file);
    const coverage = await coverageOf(path, scripts.get(pathToFileURL(path).href) ?? []);
    if (coverage === undefined) continue;
    files++;
    statements += Object.keys(coverage.s).length;
    branches += Object.values(coverage.b).flat().length;
    found.push(...gaps(file, coverage));
  }
  for (const gap of found) console.log(gap);
  const of = `${statements} statements and ${branches} branches in ${files} files`;
  console.log(found.length === 0 ? `coverage: 100 % of ${of}` : `coverage: ${found.length} gaps in ${of}`);
  return found.length === 0 && statements > 0;
}

/** Runs Mocha; its exit code. @param folder Where V8 leaves what it counted. */
function test(folder: string, quiet: boolean, options: readonly string[]): number {
  const { status, stdout } = spawnSync(process.execPath, [MOCHA, ...options], {
    cwd: ROOT,
    env: { ...process.env, NODE_V8_COVERAGE: folder },
    stdio: ["inherit", quiet ? "pipe" : "inherit", "inherit"],
    maxBuffer: 2 ** 26,
  });
  if (quiet && status !== 0) process.stdout.write(stdout);
  return status ?? 1;
}

const options = process.argv.slice(2);
const rest = options.filter((option) => option !== "--quiet");
const folder = mkdtempSync(join(tmpdir(), "engine-coverage-"));
try {
  const status = test(folder, options.includes("--quiet"), rest);
  const covered = status !== 0 || rest.length > 0 || (await conclude(folder));
  process.exitCode = covered ? status : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
