import { readFileSync } from "node:fs";
import { keccak256 } from "ethers";
import hre from "hardhat";
import { ProtocolError } from "../../packages/protocol/src/index.ts";

/** A value that is filled into a contract's code when it is deployed. */
interface Immutable {
  /** As in the source, for example `_notice`. */
  readonly name: string;
  /** Where in the code, in bytes. */
  readonly places: readonly { readonly start: number; readonly length: number }[];
}

/** A contract as it was built. */
export interface Built {
  readonly contract: string;
  /** What the compiler gives, with zeros where immutables are filled in. */
  readonly code: string;
  readonly immutables: readonly Immutable[];
}

/** How a contract's code on the chain compares with the build's. */
export interface Comparison {
  readonly equal: boolean;
  /** Hash of the code with its immutables taken out, which is equal where the code is. */
  readonly hash: string;
  /** The same of the build. */
  readonly builtHash: string;
  /** Each immutable's word by name; more than one where its places differ. Only where the code is equal. */
  readonly immutables: ReadonlyMap<string, readonly bigint[]>;
}

/** A contract is not in the build output. */
export class BuildMissing extends ProtocolError {
  override readonly name = "BuildMissing";

  constructor(contract: string, missing: string) {
    super(
      `the build has no ${missing} of ${contract}`,
      { contract, missing },
      "Build the contracts as they were deployed: npx hardhat build --no-tests --force.",
    );
  }
}

interface BuildOutput {
  readonly output: { readonly sources: Readonly<Record<string, { readonly ast: unknown }>> };
}

const namesOf = new Map<string, Promise<ReadonlyMap<string, string>>>();

/** Reads a contract from the build output. @throws BuildMissing */
export async function readBuilt(contract: string): Promise<Built> {
  if (!(await hre.artifacts.artifactExists(contract))) throw new BuildMissing(contract, "artifact");
  const { deployedBytecode, immutableReferences = {}, buildInfoId } = await hre.artifacts.readArtifact(contract);
  const names = await immutableNames(contract, buildInfoId ?? "");
  const immutables = Object.entries(immutableReferences).map(([id, places]) => ({ name: names.get(id) ?? id, places }));
  return { contract, code: deployedBytecode, immutables };
}

/** The names of all immutables of one compilation, by the compiler's number. */
async function immutableNames(contract: string, buildInfoId: string): Promise<ReadonlyMap<string, string>> {
  const known = namesOf.get(buildInfoId) ?? readNames(contract, buildInfoId);
  namesOf.set(buildInfoId, known);
  return known;
}

async function readNames(contract: string, buildInfoId: string): Promise<ReadonlyMap<string, string>> {
  const file = await hre.artifacts.getBuildInfoOutputPath(buildInfoId);
  if (file === undefined) throw new BuildMissing(contract, "compiler output");
  const { output } = JSON.parse(readFileSync(file, "utf8")) as BuildOutput;
  const names = new Map<string, string>();
  for (const { ast } of Object.values(output.sources)) collectNames(ast, names);
  return names;
}

function collectNames(node: unknown, names: Map<string, string>): void {
  if (typeof node !== "object" || node === null) return;
  const { id, name, mutability } = node as { id?: number; name?: string; mutability?: string };
  if (mutability === "immutable" && id !== undefined && name !== undefined) names.set(String(id), name);
  for (const part of Object.values(node)) collectNames(part, names);
}

/** Compares code from the chain with the build's. */
export function compareCode(built: Built, found: string): Comparison {
  const [bytes, expected] = [found, built.code].map((hex) => Buffer.from(hex.slice(2), "hex")) as [Buffer, Buffer];
  const masked = Buffer.from(bytes);
  for (const { start, length } of built.immutables.flatMap(({ places }) => places)) {
    if (start + length <= masked.length) masked.fill(0, start, start + length);
  }
  const hash = keccak256(masked);
  const builtHash = keccak256(expected);
  const equal = hash === builtHash;
  return { equal, hash, builtHash, immutables: equal ? immutablesIn(built, bytes) : new Map() };
}

function immutablesIn({ immutables }: Built, code: Buffer): ReadonlyMap<string, readonly bigint[]> {
  const wordAt = ({ start, length }: { start: number; length: number }) =>
    BigInt(`0x${code.subarray(start, start + length).toString("hex")}`);
  return new Map(immutables.map(({ name, places }) => [name, [...new Set(places.map(wordAt))]]));
}
