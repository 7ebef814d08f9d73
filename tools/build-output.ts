// Reads what `hardhat build` left in artifacts/.
import { globSync, readFileSync, statSync } from "node:fs";

export interface CompilerMessage {
  readonly severity: "error" | "warning" | "info";
  readonly errorCode?: string;
  readonly formattedMessage?: string;
  readonly message: string;
  readonly sourceLocation?: { readonly file: string };
}

export interface Build {
  /** Source name to content, as the compiler got them. */
  readonly sources: ReadonlyMap<string, string>;
  readonly messages: readonly CompilerMessage[];
}

export interface ContractArtifact {
  readonly contractName: string;
  readonly sourceName: string;
  readonly bytecode: string;
  readonly deployedBytecode: string;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** Prefix that Hardhat gives the files of this project in the compiler's input. */
export const PROJECT = "project/";

export function readBuilds(): Build[] {
  const inputs = globSync("artifacts/build-info/*.json").filter((path) => !path.endsWith(".output.json"));
  if (inputs.length === 0) throw new Error("There is no build in artifacts/: run `npm run build` first.");
  return inputs.map((path) => {
    const { input } = readJson(path) as { input: { sources: Record<string, { content: string }> } };
    const { output } = readJson(path.replace(/\.json$/, ".output.json")) as { output: { errors?: CompilerMessage[] } };
    const sources = new Map(Object.entries(input.sources).map(([name, { content }]) => [name, content]));
    return { sources, messages: output.errors ?? [] };
  });
}

export interface StorageVariable {
  readonly label: string;
  readonly slot: string;
  readonly type: string;
}

export interface StorageLayout {
  readonly storage: readonly StorageVariable[];
  readonly types: Readonly<
    Record<string, { readonly numberOfBytes: string; readonly members?: readonly StorageVariable[] }>
  >;
}

/** Where a contract's variables lie, by the newest build that has it. */
export function readLayout(file: string, contract: string): StorageLayout {
  const outputs = globSync("artifacts/build-info/*.output.json").sort(
    (a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs,
  );
  for (const path of outputs) {
    const { output } = readJson(path) as { output: Compiled };
    const layout = output.contracts?.[PROJECT + file]?.[contract]?.storageLayout;
    if (layout) return layout;
  }
  throw new Error(`No build in artifacts/ has the storage of ${contract}: run \`npm run build\` first.`);
}

interface Compiled {
  readonly contracts?: Record<string, Record<string, { readonly storageLayout?: StorageLayout }>>;
}

/** The artifacts of the contracts that ship: contracts/ without its mocks. */
export function readContracts(): ContractArtifact[] {
  return globSync("artifacts/contracts/**/*.json")
    .map((path) => readJson(path) as ContractArtifact)
    .filter(({ sourceName }) => !sourceName.startsWith("contracts/mocks/"));
}
