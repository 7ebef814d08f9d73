import { expect } from "chai";
import { type JournalLog, replay, UplineClient } from "../../packages/protocol/src/index.ts";
import type { Market } from "./market.ts";
import type { Stage } from "./stage.ts";

type Chain = Pick<Stage, "ethers" | "address" | "chainId">;

/** Every event of the core, from its deployment on. */
export async function journalOf({ ethers, address }: Chain): Promise<readonly JournalLog[]> {
  return UplineClient.connect(address, ethers.provider).fetchJournal();
}

/** The head that all events of the core give. */
export async function replayed(chain: Chain): Promise<bigint> {
  return replay(await journalOf(chain), chain.chainId, chain.address);
}

/** That all events of a market's core give the head that the core has. */
export async function expectReplayed({ ethers, address, core }: Market): Promise<void> {
  const { chainId } = await ethers.provider.getNetwork();
  expect(await replayed({ ethers, address, chainId }), "the journal's head").to.equal(await core.journalHead());
}
