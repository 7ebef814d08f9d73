// Which test runs which region of the contracts. Collected once, by running every unit test.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { writeArtifacts } from "./artifacts.ts";
import { fromBytes, type Project } from "./ast.ts";
import { hashOf, reachable } from "./functions.ts";
import { bytecodeOf } from "./place.ts";
import { withHits } from "./schemata.ts";
import type { Failure, TestKey } from "./suites.ts";

export interface TestCoverage {
  readonly ms: number;
  /** Numbers of regions. */
  readonly hits: readonly number[];
  /** Numbers of the states that it began from. */
  readonly states: readonly number[];
}

export interface Coverage {
  readonly regions: readonly string[];
  readonly tests: Readonly<Record<TestKey, TestCoverage>>;
  /** Regions that run while a state is made, by the state's number. */
  readonly states: readonly (readonly number[])[];
  /** Tests that fail without any mutant, since the build is another: they count gas or bytes. */
  readonly failing: readonly Failure[];
}

export const FOLDER = "cache/mutation";

const TESTS = "test/{unit,attacks}/**/*.test.ts";
/** Tests of scripts, tools and examples, which say nothing about the contracts, and two that take minutes. */
const OTHERS = [
  "test/unit/{scripts,examples,keeper,tools}/**",
  "test/attacks/{bounded-work,full-transactions}.test.ts",
];

/** The tests that run on mutants. */
export function testFiles(): string[] {
  return globSync(TESTS, { exclude: OTHERS }).sort();
}

const contentHash = (file: string) => hashOf(readFileSync(file, "utf8"));

/** The tests as they are: what a survivor's result is valid for. */
export function testsHash(): string {
  return hashOf(testFiles().map(contentHash).join("\n"));
}

/** The environment of a process that runs tests on a folder of artifacts. */
export function workerEnvironment(artifacts: string): NodeJS.ProcessEnv {
  return { ...process.env, HARDHAT_CONFIG: "tools/mutation/hardhat.config.ts", UPLINE_MUTATION_ARTIFACTS: artifacts };
}

/** What was collected, with the tests that it was collected from. */
interface Collected extends Coverage {
  readonly files: Readonly<Record<string, string>>;
}

/** Adds what newer runs of some files found; what older ones found of these files is forgotten. */
function merged(old: Collected, newer: Coverage, files: Readonly<Record<string, string>>): Collected {
  const fileOf = (test: TestKey) => test.split("::")[0] ?? "";
  const kept = ([test]: [TestKey, unknown]) => files[fileOf(test)] === undefined && existsSync(fileOf(test));
  const regions = [...new Set([...old.regions, ...newer.regions])];
  const numbers = new Map(regions.map((name, number) => [name, number]));
  const renumbered = (hits: readonly number[]) => hits.map((hit) => numbers.get(newer.regions[hit] ?? "") ?? 0);
  const moved = Object.entries(newer.tests).map(([test, { ms, hits, states }]): [TestKey, TestCoverage] => [
    test,
    { ms, hits: renumbered(hits), states: states.map((state) => state + old.states.length) },
  ]);
  return {
    regions,
    tests: Object.fromEntries([...Object.entries(old.tests).filter(kept), ...moved]),
    states: [...old.states, ...newer.states.map(renumbered)],
    failing: [...old.failing.filter(({ test }) => kept([test, undefined])), ...newer.failing],
    files: { ...old.files, ...files },
  };
}

function run(files: readonly string[], regions: readonly string[], artifacts: string): Coverage {
  const [job, output] = [`${FOLDER}/coverage-job.json`, `${FOLDER}/coverage-new.json`];
  writeFileSync(job, JSON.stringify({ files, regions }));
  const { status } = spawnSync("tsx", ["tools/mutation/coverage-worker.ts", job, output], {
    stdio: ["ignore", "inherit", "inherit"],
    env: workerEnvironment(artifacts),
  });
  if (status !== 0) throw new Error("The run that collects coverage failed.");
  return JSON.parse(readFileSync(output, "utf8")) as Coverage;
}

/**
 * Reads what was collected, and collects it for tests that are new or changed: minutes for all of them. What was
 * collected of a function that has changed since is not used; see `Selection`.
 */
export function coverageOf(project: Project, say: (text: string) => void): Coverage {
  const { sources, regions } = withHits(project);
  const [path, artifacts] = [`${FOLDER}/coverage.json`, `${FOLDER}/coverage-${hashOf(regions.join("\n"))}`];
  const known: Collected = existsSync(path)
    ? (JSON.parse(readFileSync(path, "utf8")) as Collected)
    : { regions: [], tests: {}, states: [], failing: [], files: {} };
  const files = Object.fromEntries(testFiles().map((file) => [file, contentHash(file)]));
  const stale = Object.keys(files).filter((file) => known.files[file] !== files[file]);
  if (stale.length === 0) return known;
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(artifacts)) {
    say("building the contracts that tell what runs");
    const text = new Map([...sources].map(([name, content]) => [name, fromBytes(content)]));
    writeArtifacts(artifacts, bytecodeOf(text, [...reachable(project).keys()]));
  }
  say(`running ${stale.length} files of tests to see what they run`);
  const hashes = Object.fromEntries(stale.map((file) => [file, files[file] ?? ""]));
  const found = merged(known, run(stale, regions, artifacts), hashes);
  writeFileSync(path, JSON.stringify(found));
  return found;
}
