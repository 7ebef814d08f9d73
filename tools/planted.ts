// Writes a build of the core with bugs planted, for the tests of the auditor: test/planted/core.json.
//
//   npx tsx tools/planted.ts
//
// It takes the sources of the last build, and some minutes. It is to be run when the core changes in what it does.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PROJECT, readBuilds } from "./build-output.ts";
import { CHANGES } from "./planted/bugs.ts";

const FILE = "test/planted/core.json";
const CORE = `${PROJECT}contracts/Upline.sol`;

/** The beneficiary can be read by a view alone. */
const NO_LONGER_PURE = ["contracts/libraries/Placement.sol"];

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<
    Record<string, Readonly<Record<string, { readonly evm: { readonly deployedBytecode: Bytecode } }>>>
  >;
  readonly sources: Readonly<Record<string, { readonly ast: unknown }>>;
}

interface Bytecode {
  readonly object: string;
  readonly immutableReferences: Readonly<Record<string, readonly { readonly start: number }[]>>;
}

const require = createRequire(import.meta.url);
const solc = require("solc") as { compile(input: string): string };

const output = compile(plantedSources());
const { object, immutableReferences } = output.contracts[CORE]?.["Upline"]?.evm.deployedBytecode ?? none();
const names = immutableNames(output);
const immutables = Object.fromEntries(
  Object.entries(immutableReferences).map(([id, places]) => [names.get(id) ?? id, places.map(({ start }) => start)]),
);
writeFileSync(FILE, `${JSON.stringify({ code: `0x${object}`, immutables })}\n`);
console.log(`wrote ${FILE}, ${object.length / 2} bytes of code`);

function plantedSources(): Readonly<Record<string, { content: string }>> {
  const build = readBuilds().find(({ sources }) => sources.has(CORE));
  if (build === undefined) throw new Error("The build output has no core: run npm run build first.");
  const sources = new Map(build.sources);
  for (const { file, before, after } of CHANGES) {
    const content = sources.get(PROJECT + file) ?? "";
    if (content.split(before).length !== 2) throw new Error(`${file} does not have this once: ${before}`);
    sources.set(
      PROJECT + file,
      content.replace(before, () => after),
    );
  }
  for (const file of NO_LONGER_PURE) {
    const content = sources.get(PROJECT + file) ?? "";
    sources.set(PROJECT + file, content.replaceAll(" private pure returns", " private view returns"));
  }
  return Object.fromEntries([...sources].map(([name, content]) => [name, { content }]));
}

function compile(sources: Readonly<Record<string, { content: string }>>): Output {
  const settings = {
    optimizer: { enabled: true, runs: 200 },
    evmVersion: "cancun",
    viaIR: true,
    metadata: { bytecodeHash: "none" },
    remappings: remappings(),
    outputSelection: { [CORE]: { Upline: ["evm.deployedBytecode"], "": ["ast"] }, "*": { "": ["ast"] } },
  };
  const made = JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings }))) as Output;
  const errors = (made.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join("\n"));
  return made;
}

/** Those of the build, which its sources are named by. */
function remappings(): readonly string[] {
  const [file] = globSync("artifacts/build-info/*.json").filter((path) => !path.endsWith(".output.json"));
  const { input } = JSON.parse(readFileSync(file ?? "", "utf8")) as {
    input: { settings: { remappings?: readonly string[] } };
  };
  return input.settings.remappings ?? [];
}

function immutableNames({ sources }: Output): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { id, name, mutability } = node as { id?: number; name?: string; mutability?: string };
    if (mutability === "immutable" && id !== undefined && name !== undefined) names.set(String(id), name);
    Object.values(node).forEach(walk);
  };
  for (const { ast } of Object.values(sources)) walk(ast);
  return names;
}

function none(): never {
  throw new Error("The compiler gave no core.");
}
