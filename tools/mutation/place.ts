// From mutants to contracts that can be deployed: the sources with their choices, less those that do not compile.
import { fromBytes, type Project } from "./ast.ts";
import { analyse, build, type CompiledContract, type CompilerError, FAST, type Sources } from "./compiler.ts";
import type { Mutant } from "./mutant.ts";
import { withMutants } from "./schemata.ts";

export interface Placed {
  /** By number, from 1 on; 0 is none. */
  readonly mutants: readonly Mutant[];
  /** Those that are no Solidity where they stand, such as a number where a hash is wanted. */
  readonly invalid: readonly Mutant[];
  readonly sources: Sources;
}

const text = (sources: ReadonlyMap<string, string>) =>
  new Map([...sources].map(([name, content]) => [name, fromBytes(content)]));

/** The mutants in the stretch that the compiler complains about; the likely ones first. */
function culprits(sources: ReadonlyMap<string, string>, numbered: readonly Mutant[], error: CompilerError): Mutant[] {
  const { file = "", start = 0, end = 0 } = error.sourceLocation ?? {};
  const found = [...(sources.get(file) ?? "").slice(start, end).matchAll(/_mutantIs\((\d+)\)|_pick\(_active, (\d+)/g)]
    .map(([, solidity, yul]) => numbered[Number(solidity ?? yul) - 1])
    .filter((mutant) => mutant !== undefined);
  const likely = found.filter(({ operator }) => operator === "bound" || operator.startsWith("swapped"));
  return likely.length > 0 ? likely : found;
}

/** Numbers the mutants and puts them into the sources. @throws Error if the compiler refuses something else. */
export function place(project: Project, mutants: readonly Mutant[]): Placed {
  let left = [...mutants];
  const invalid: Mutant[] = [];
  for (;;) {
    const numbers = new Map(left.map(({ id }, i) => [id, i + 1]));
    const bytes = withMutants(project, left, numbers);
    const { errors } = analyse(text(bytes));
    if (errors.length === 0) return { mutants: left, invalid, sources: text(bytes) };
    const bad = new Set(errors.flatMap((error) => culprits(bytes, left, error)));
    if (bad.size === 0) throw new Error(`The mutants do not compile: ${errors[0]?.formattedMessage}`);
    invalid.push(...bad);
    left = left.filter((mutant) => !bad.has(mutant));
  }
}

export interface Bytecode {
  /** `file:Contract` */
  readonly name: string;
  readonly creation: string;
  readonly runtime: string;
}

/** Builds contracts. @throws Error if the compiler fails. */
export function bytecodeOf(sources: Sources, contracts: readonly string[], settings: object = FAST): Bytecode[] {
  const output = build(sources, settings, contracts);
  const [error] = output.errors;
  if (error !== undefined) throw new Error(`The build failed: ${error.formattedMessage}`);
  return contracts.map((name) => {
    const [file = "", contract = ""] = name.split(":");
    const found: CompiledContract | undefined = output.contracts[file]?.[contract];
    if (found === undefined) throw new Error(`The compiler built no ${name}.`);
    return {
      name,
      creation: `0x${found.evm.bytecode.object}`,
      runtime: `0x${found.evm.deployedBytecode.object}`,
    };
  });
}
