// Runs every test once on contracts that tell which regions run, and writes down who ran what. A process of its own.
import { readFileSync, writeFileSync } from "node:fs";
import hre from "hardhat";
import { fixtures } from "../../test/helpers/fixture.ts";
import type { Coverage } from "./coverage.ts";
import { Suites } from "./suites.ts";

const [input = "", output = ""] = process.argv.slice(2);
const { files, regions } = JSON.parse(readFileSync(input, "utf8")) as { files: string[]; regions: string[] };

const tests: Record<string, { ms: number; hits: Set<number>; states: Set<number> }> = {};
const states: Set<number>[] = [];
const numbers = new Map<unknown, number>();
let hits = new Set<number>();
let began = performance.now();
let making = 0;

function stateOf(make: unknown): number {
  const number = numbers.get(make) ?? states.push(new Set()) - 1;
  numbers.set(make, number);
  return number;
}

let current: (typeof tests)[string] | undefined;
const close = () => {
  if (current !== undefined) current.ms = Math.round(performance.now() - began - making);
};

fixtures.used = (make) => {
  current?.states.add(stateOf(make));
};
fixtures.making = async (make) => {
  const [outer, start] = [hits, performance.now()];
  hits = states[stateOf(make)] ?? hits;
  try {
    return await make();
  } finally {
    hits = outer;
    making += performance.now() - start;
  }
};
hre.hooks.registerHandlers("network", {
  onCoverageData: async (_, tags) => {
    for (const tag of tags) hits.add(Number.parseInt(tag, 16));
  },
});

const suites = await Suites.load(files, false);
const failing = await suites.run(suites.all(), {
  begin: (test) => {
    close();
    current = { ms: 0, hits: new Set(), states: new Set() };
    tests[test] = current;
    [hits, began, making] = [current.hits, performance.now(), 0];
  },
});
close();

const coverage: Coverage = {
  regions,
  tests: Object.fromEntries(
    Object.entries(tests).map(([key, test]) => [key, { ms: test.ms, hits: [...test.hits], states: [...test.states] }]),
  ),
  states: states.map((state) => [...state]),
  failing: failing.map(({ test, reason }) => ({ test, reason })),
};
writeFileSync(output, JSON.stringify(coverage));
process.exit(0);
