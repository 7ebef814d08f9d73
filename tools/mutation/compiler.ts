// One warm compiler (WASM) for all builds of a run, and the two ways in which it builds.
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Sources by the names that imports use, such as `contracts/Upline.sol`. */
export type Sources = ReadonlyMap<string, string>;

export interface CompilerError {
  readonly severity: string;
  readonly message: string;
  readonly formattedMessage: string;
  readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number };
}

/** What the compiler says of one contract. */
export interface CompiledContract {
  readonly evm: {
    readonly bytecode: { readonly object: string };
    readonly deployedBytecode: { readonly object: string };
  };
}

export interface Compiled<Ast> {
  readonly errors: readonly CompilerError[];
  readonly contracts: Readonly<Record<string, Readonly<Record<string, CompiledContract>>>>;
  readonly sources: Readonly<Record<string, { readonly ast: Ast }>>;
}

type Selection = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The build that ships, see hardhat.config.ts: what is compared where a mutant may be no mutant at all. */
export const SHIPPING = { viaIR: true, optimizer: { enabled: true, runs: 10_000_000 } };

/**
 * The build in which mutants run: the same code generator almost without its optimizer. The optimizer stays on for what
 * moves variables to memory where the stack is too short.
 */
export const FAST = {
  viaIR: true,
  optimizer: {
    enabled: true,
    runs: 1,
    details: {
      inliner: false,
      cse: false,
      constantOptimizer: false,
      deduplicate: false,
      yulDetails: { stackAllocation: true, optimizerSteps: "u:" },
    },
  },
};

const bytecode = ["evm.bytecode.object", "evm.deployedBytecode.object"];

/** The contracts of this project that ship, as they are on disk. */
export function projectSources(): Map<string, string> {
  const files = globSync("contracts/**/*.sol", { cwd: ROOT, exclude: ["contracts/mocks/**"] }).sort();
  return new Map(files.map((file) => [file, readFileSync(`${ROOT}${file}`, "utf8")]));
}

/** Reads what the project imports from packages. */
export function readImport(name: string): string {
  return readFileSync(`${ROOT}node_modules/${name}`, "utf8");
}

interface Solc {
  compile(input: string, callbacks: { import(name: string): { contents: string } | { error: string } }): string;
}
let solc: Solc | undefined;

function compile<Ast>(sources: Sources, settings: object, outputSelection: Selection): Compiled<Ast> {
  solc ??= require("solc") as Solc;
  const input = {
    language: "Solidity",
    sources: Object.fromEntries([...sources].map(([name, content]) => [name, { content }])),
    settings: { evmVersion: "cancun", metadata: { bytecodeHash: "none" }, ...settings, outputSelection },
  };
  const found = (name: string) => {
    try {
      return { contents: readImport(name) };
    } catch (error) {
      return { error: String(error) };
    }
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: found })) as Partial<Compiled<Ast>>;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  return { errors, contracts: output.contracts ?? {}, sources: output.sources ?? {} };
}

/** Parses and analyses sources, without generating code: half a second. */
export function analyse<Ast>(sources: Sources): Compiled<Ast> {
  return compile<Ast>(sources, {}, { "*": { "": ["ast"] } });
}

/** Builds some contracts. @param names `file:Contract`. */
export function build(sources: Sources, settings: object, names: readonly string[]): Compiled<never> {
  const selection: Record<string, Record<string, readonly string[]>> = {};
  for (const name of names) {
    const [file = "", contract = ""] = name.split(":");
    selection[file] = { ...selection[file], [contract]: bytecode };
  }
  return compile<never>(sources, settings, selection);
}
