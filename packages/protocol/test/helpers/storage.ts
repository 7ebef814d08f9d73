import { expect } from "chai";
import type { Programme } from "./shop.ts";

/** Reads a word by `extsload`, after seeing that the node's own storage has the same. */
export async function readWord({ core, ethers }: Programme, slot: string): Promise<bigint> {
  const [read = ""] = await core.extsload([slot]);
  expect(await ethers.provider.getStorage(await core.getAddress(), slot)).to.equal(read);
  return BigInt(read);
}
