import { type History, openHistory } from "../../packages/auditor/src/index.ts";
import { storageWords } from "../../packages/auditor/src/storage/layout.ts";
import { StorageRoot } from "../../packages/auditor/src/storage/storage-root.ts";
import { journalOf } from "./journal.ts";
import type { Stage } from "./stage.ts";

/** The history that the events of a stage's core tell. */
export async function historyOf(stage: Pick<Stage, "ethers" | "address" | "chainId">): Promise<History> {
  const history = openHistory({ chainId: stage.chainId, core: stage.address });
  for (const log of await journalOf(stage)) history.add({ ...log, block: 0n, transaction: "0x", index: 0 });
  history.finish();
  return history;
}

/** Root of the storage that a history's events make. */
export function rebuiltRoot({ state, head }: History): string {
  const root = new StorageRoot();
  for (const { slot, word } of storageWords(state, head)) root.add(slot, word);
  return root.root();
}

/** Root of the storage that the core has. */
export async function storageRoot({ ethers, address }: Pick<Stage, "ethers" | "address">): Promise<string> {
  const proof = (await ethers.provider.send("eth_getProof", [address, [], "latest"])) as {
    readonly storageHash: string;
  };
  return proof.storageHash;
}
