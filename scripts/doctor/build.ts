import { readFileSync } from "node:fs";
import { dataLength, keccak256 } from "ethers";
import hre from "hardhat";
import { type Build, ProtocolError } from "../../packages/protocol/src/index.ts";

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
export async function readBuilt(contract: string): Promise<Build> {
  if (!(await hre.artifacts.artifactExists(contract))) throw new BuildMissing(contract, "artifact");
  const { deployedBytecode, immutableReferences = {}, buildInfoId } = await hre.artifacts.readArtifact(contract);
  const names = await immutableNames(contract, buildInfoId ?? "");
  const immutables = Object.entries(immutableReferences).map(([id, places]) => ({
    name: names.get(id) ?? id,
    places: places.map(({ start }) => start),
  }));
  return { contract, length: dataLength(deployedBytecode), hash: keccak256(deployedBytecode), immutables };
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
