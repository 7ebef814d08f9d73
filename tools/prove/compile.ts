// Compiles properties with the settings of the contracts that ship, and with planted bugs in what they import.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { id as keccakOfText } from "ethers";
import config from "../../hardhat.config.ts";
import type { Range } from "./induction.ts";
import type { Parameter } from "./world.ts";
import { type Program, readProgram } from "./yul.ts";

/** A mistake to be put into a source file: the prover must find it. */
export interface Bug {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A planted bug's place is gone from the source. */
export class BugPlaceError extends Error {
  constructor({ file, from }: Bug, count: number) {
    super(`${file} has "${from}" ${count} times; a planted bug needs it exactly once.`);
    this.name = "BugPlaceError";
  }
}

/** The compiler refused. */
export class CompilationError extends Error {
  constructor(messages: string) {
    super(`The compiler says:\n${messages}`);
    this.name = "CompilationError";
  }
}

/** A contract whose functions are properties. */
export interface Properties {
  readonly program: Program;
  readonly bytecode: string;
  /** By name: the function's selector and parameters. */
  readonly functions: ReadonlyMap<string, { readonly selector: bigint; readonly parameters: readonly Parameter[] }>;
  /** Where the distributors' words are, if the contract has a programme. */
  readonly people: Range | undefined;
}

interface AbiItem {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly { readonly name: string; readonly type: string }[];
}

interface Member {
  readonly label: string;
  readonly slot: string;
  readonly type: string;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<Record<string, Readonly<Record<string, Compiled>>>>;
}

interface Compiled {
  readonly abi: readonly AbiItem[];
  readonly irOptimized: string;
  readonly evm: { readonly deployedBytecode: { readonly object: string } };
  readonly storageLayout: {
    readonly storage: readonly Member[];
    readonly types: Readonly<Record<string, { readonly members?: readonly Member[] }>> | null;
  };
}

interface Compiler {
  compile(input: string, callbacks: { readonly import: (path: string) => object }): string;
}

const ROOT = join(import.meta.dirname, "../..");
const compiler = createRequire(import.meta.url)("solc") as Compiler;

const read = (path: string): string | undefined => {
  const file = [join(ROOT, path), join(ROOT, "node_modules", path)].find(existsSync);
  return file === undefined ? undefined : readFileSync(file, "utf8");
};

/** A source with a planted bug. @throws BugPlaceError */
export function planted(source: string, bug: Bug): string {
  const count = source.split(bug.from).length - 1;
  if (count !== 1) throw new BugPlaceError(bug, count);
  return source.replace(bug.from, () => bug.to);
}

/** Compiles `contract` of `file`. @throws CompilationError, BugPlaceError */
export function compile(file: string, contract: string, bug?: Bug): Properties {
  const source = (path: string) => {
    const text = read(path);
    return text !== undefined && bug?.file === path ? planted(text, bug) : text;
  };
  const input = {
    language: "Solidity",
    sources: { [file]: { content: source(file) } },
    settings: {
      ...settings(),
      outputSelection: {
        [file]: { [contract]: ["abi", "irOptimized", "evm.deployedBytecode.object", "storageLayout"] },
      },
    },
  };
  const found = (path: string) => {
    const contents = source(path);
    return contents === undefined ? { error: `${path} is not there` } : { contents };
  };
  const output = JSON.parse(compiler.compile(JSON.stringify(input), { import: found })) as Output;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new CompilationError(errors.map((e) => e.formattedMessage).join("\n"));
  const compiled = output.contracts[file]?.[contract];
  if (!compiled) throw new CompilationError(`${file} has no contract ${contract}.`);
  return {
    program: readProgram(compiled.irOptimized),
    bytecode: `0x${compiled.evm.deployedBytecode.object}`,
    functions: new Map(compiled.abi.flatMap(describe)),
    people: peopleOf(compiled),
  };
}

/** The settings of the build. */
function settings(): object {
  const { solidity } = config;
  if (typeof solidity !== "object" || !("profiles" in solidity)) throw new Error("hardhat.config.ts has no profiles.");
  const profile = solidity.profiles.default;
  if (!profile || !("settings" in profile)) throw new Error("hardhat.config.ts has no settings of the compiler.");
  return profile.settings ?? {};
}

function describe({ type, name = "", inputs = [] }: AbiItem) {
  if (type !== "function") return [];
  const selector = BigInt(keccakOfText(`${name}(${inputs.map((input) => input.type).join(",")})`).slice(0, 10));
  const parameters = inputs.map((input): Parameter => ({ name: input.name, bits: bitsOfType(input.type) }));
  return [[name, { selector, parameters }] as const];
}

function bitsOfType(type: string): number {
  if (type === "bool") return 1;
  if (type === "address") return 160;
  const bits = /^(?:uint|bytes)(\d+)$/.exec(type);
  if (!bits) throw new Error(`A property cannot take a ${type}.`);
  return Number(bits[1]) * (type.startsWith("bytes") ? 8 : 1);
}

function peopleOf({ storageLayout: { storage, types } }: Compiled): Range | undefined {
  const programme = storage.find(({ type }) => /^t_struct\(Programme\)/.test(type));
  const members = programme && types?.[programme.type]?.members;
  const people = members?.find(({ label }) => label === "distributors");
  if (!programme || !people) return undefined;
  const first = BigInt(programme.slot) + BigInt(people.slot);
  return { first, last: first + (1n << 32n) - 1n };
}
