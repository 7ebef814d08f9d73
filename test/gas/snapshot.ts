import { readFileSync, writeFileSync } from "node:fs";
import type { Measurements } from "./measure.ts";

const FILE = new URL("snapshot.json", import.meta.url);
/** A figure may rise by this part of the snapshot before the run fails: one per cent. */
const TOLERANCE = 100n;

/** A figure that the snapshot has otherwise, or that only one of both has. */
export interface Change {
  readonly name: string;
  /** Undefined where it is new. */
  readonly before: bigint | undefined;
  /** Undefined where it is not measured any more. */
  readonly now: bigint | undefined;
  /** More than one per cent above the snapshot, new, or gone: the snapshot has to be written again, on purpose. */
  readonly fails: boolean;
}

/** Every figure of our own contracts, by name; what others' cost is not ours to hold. */
export function figuresOf({ sales, operations, notes }: Measurements): ReadonlyMap<string, bigint> {
  const named = [
    ...sales.flatMap(({ sale, withPool, escrowed }) => [sale, withPool, escrowed]),
    ...operations,
    ...notes,
  ];
  return new Map(named.map(({ name, gas }) => [name, gas]));
}

/** What has changed since the snapshot was written. */
export function changesSince(
  snapshot: ReadonlyMap<string, bigint>,
  figures: ReadonlyMap<string, bigint>,
): readonly Change[] {
  return [...new Set([...snapshot.keys(), ...figures.keys()])].flatMap((name) => {
    const [before, now] = [snapshot.get(name), figures.get(name)];
    if (before === now) return [];
    const fails = before === undefined || now === undefined || (now - before) * TOLERANCE > before;
    return [{ name, before, now, fails }];
  });
}

export function readSnapshot(): ReadonlyMap<string, bigint> {
  const entries = Object.entries(JSON.parse(readFileSync(FILE, "utf8")) as Record<string, number>);
  return new Map(entries.map(([name, gas]) => [name, BigInt(gas)]));
}

export function writeSnapshot(figures: ReadonlyMap<string, bigint>): void {
  const entries = Object.fromEntries([...figures].map(([name, gas]) => [name, Number(gas)]));
  writeFileSync(FILE, `${JSON.stringify(entries, null, 2)}\n`);
}
