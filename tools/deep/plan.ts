// What a deep run consists of: its tests, as the sources name them, and the parts that each is run in.
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";

/** How a test repeats itself: with random input, with random calls, or not at all. */
export type Kind = "fuzz" | "invariant" | "plain";

/** A Solidity test. */
export interface DeepTest {
  /** Source file, from the repository's root. */
  readonly file: string;
  readonly contract: string;
  readonly name: string;
  readonly kind: Kind;
}

/** How deep it goes, and from which seed. */
export interface Depth {
  /** Runs of a fuzz test. */
  readonly fuzz: number;
  /** Runs of an invariant. */
  readonly runs: number;
  /** Calls in each of them. */
  readonly calls: number;
  /** Hexadecimal, with 0x. */
  readonly seed: string;
}

/** A part of a test, with a seed of its own. */
export interface Part {
  readonly runs: number;
  readonly seed: string;
}

/** So that there is progress to be shown. A campaign of calls keeps what it did in memory, so that its parts are small. */
const PARTS: Readonly<Record<Kind, number>> = { fuzz: 10, invariant: 40, plain: 1 };

function kindOf(name: string): Kind {
  if (name.startsWith("invariant_")) return "invariant";
  return name.startsWith("testFuzz_") ? "fuzz" : "plain";
}

/** All Solidity tests, in the order of their files. */
export function deepTests(): readonly DeepTest[] {
  return globSync("test/**/*.t.sol")
    .sort()
    .flatMap((file) => {
      const source = readFileSync(file, "utf8");
      const contract = /^contract (\w+)/m.exec(source)?.[1];
      if (contract === undefined) throw new Error(`${file} has no contract`);
      const names = [...source.matchAll(/^ {4}function ((?:test|invariant_)\w*)\(/gm)].map(([, name = ""]) => name);
      return names.map((name): DeepTest => ({ file, contract, name, kind: kindOf(name) }));
    });
}

/** Whether a test looks at a single promise, as the campaign of all of them does beside the others. */
export function isOnePromise({ name }: DeepTest): boolean {
  return /^invariant_\d/.test(name);
}

/** The parts of a test. The same seed gives the same parts, whichever other tests are run. */
export function partsOf(test: DeepTest, depth: Depth): readonly Part[] {
  const total = { fuzz: depth.fuzz, invariant: depth.runs, plain: 1 }[test.kind];
  const count = Math.min(PARTS[test.kind], total);
  return Array.from({ length: count }, (_, i) => ({
    runs: Math.floor((total * (i + 1)) / count) - Math.floor((total * i) / count),
    seed: `0x${createHash("sha256").update(`${depth.seed} ${test.contract}.${test.name} ${i}`).digest("hex")}`,
  }));
}
