import { readFileSync } from "node:fs";
import { concat, dataSlice, toBeHex } from "ethers";
import { BUILDS, compareCode } from "../../packages/protocol/src/index.ts";
import { BUGS, type Bug, FIRST_BENEFICIARY } from "../../tools/planted/bugs.ts";
import type { Market } from "./market.ts";

const FILE = "test/planted/core.json";

/** The build with all bugs, which `tools/planted.ts` writes. */
interface Planted {
  readonly code: string;
  readonly immutables: Readonly<Record<string, readonly number[]>>;
}

type Send = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** Puts the core with bugs in the place of a market's, with the same settings; none of the bugs is awake. */
export async function plantBugs({ address, ethers }: Market, send: Send): Promise<void> {
  const { code, immutables } = JSON.parse(readFileSync(FILE, "utf8")) as Planted;
  const own = compareCode(BUILDS.get("Upline")!, await ethers.provider.getCode(address));
  if (!own.equal) throw new Error("the market's core is not the build's");
  let planted = code;
  for (const [name, places] of Object.entries(immutables)) {
    const [word] = own.immutables.get(name) ?? [];
    if (word === undefined) throw new Error(`the core has no ${name}`);
    for (const place of places) {
      planted = concat([dataSlice(planted, 0, place), toBeHex(word, 32), dataSlice(planted, place + 32)]);
    }
  }
  await send("hardhat_setCode", [address, planted]);
}

/** Wakes one of the planted bugs, and no other. */
export async function wake(bug: Bug, send: Send): Promise<void> {
  await send("hardhat_setCoinbase", [toBeHex(FIRST_BENEFICIARY + BigInt(BUGS.indexOf(bug)), 20)]);
}
