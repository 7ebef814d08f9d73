import { toBeHex } from "ethers";
import { type CountersWord, SLOTS, unpackCounters } from "../../packages/protocol/src/index.ts";
import type { Stage } from "./stage.ts";

/** Writes counters of the core as if so many had been numbered already, to try what happens at their ends. */
export async function counted(
  { core, address, networkHelpers }: Pick<Stage, "core" | "address" | "networkHelpers">,
  changes: Partial<CountersWord>,
): Promise<void> {
  const [word = "0x0"] = await core.extsload([SLOTS.counters]);
  const { distributors, products, goodsTerms, plans } = { ...unpackCounters(BigInt(word)), ...changes };
  const next = distributors | (products << 32n) | (goodsTerms << 64n) | (plans << 80n);
  await networkHelpers.setStorageAt(address, SLOTS.counters, toBeHex(next, 32));
}
