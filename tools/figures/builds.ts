import hre from "hardhat";
import { type Build, MODULE_CONTRACTS } from "../../packages/protocol/src/index.ts";
import { readBuilt } from "../../scripts/doctor/build.ts";

/** Where the periphery lies: contracts that stand beside a core, which an audit may meet. */
const PERIPHERY = "contracts/periphery/";

/** Every contract that a programme can consist of, as it is in the build output. @throws BuildMissing */
export async function readBuilds(): Promise<readonly Build[]> {
  const names = await hre.artifacts.getAllFullyQualifiedNames();
  const periphery = [...names].filter((name) => name.startsWith(PERIPHERY)).map((name) => name.split(":")[1] ?? name);
  const contracts = ["Upline", ...Object.values(MODULE_CONTRACTS), ...periphery.sort()];
  const builds = await Promise.all(contracts.map(readBuilt));
  return builds.filter(({ length }) => length > 0);
}

/** The content of `packages/protocol/src/builds/contracts.json`. */
export function buildsText(builds: readonly Build[]): string {
  const written = builds.map(({ contract, length, hash, immutables }) => {
    const places = Object.fromEntries(immutables.map(({ name, places: at }) => [name, at]));
    return `  ${JSON.stringify(contract)}: ${JSON.stringify({ length, hash, immutables: places })}`;
  });
  return `{\n${written.join(",\n")}\n}\n`;
}
