// Runs what the prover found on the compiled bytecode: it must fail there as well.
import { toBeHex, zeroPadValue } from "ethers";
import { network } from "hardhat";
import type { Properties } from "./compile.ts";

/** Any address without code. */
const PLACE = "0x00000000000000000000000000000000000f0005";
/** What a failed assertion reverts with: `Panic(1)`. */
const ASSERTION = `0x4e487b71${"1".padStart(64, "0")}`;

const hexWord = (value: bigint) => zeroPadValue(toBeHex(BigInt.asUintN(256, value)), 32).slice(2);

export type Replay = (
  properties: Properties,
  name: string,
  values: Readonly<Record<string, string>>,
) => Promise<boolean>;

/** Gives a function that tells whether a property's assertion fails with these arguments, on a chain of its own. */
export async function beginReplay(): Promise<Replay> {
  const { ethers, networkHelpers } = await network.create();
  return async ({ bytecode, functions }, name, values) => {
    const target = functions.get(name);
    if (!target) return false;
    const words = target.parameters.map((parameter) => hexWord(BigInt(values[parameter.name] ?? 0)));
    await networkHelpers.setCode(PLACE, bytecode);
    const data = `0x${target.selector.toString(16).padStart(8, "0")}${words.join("")}`;
    try {
      await ethers.provider.call({ to: PLACE, data });
      return false;
    } catch (error) {
      return error instanceof Error && "data" in error && error.data === ASSERTION;
    }
  };
}
