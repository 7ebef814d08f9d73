import type { ReadProvider } from "../chain/provider.ts";
import type { FateReader } from "./fate.ts";

/** Asks the chain's endpoints. */
export function fateReader(live: ReadProvider): FateReader {
  return {
    async receipt(hash) {
      const receipt = await live.getTransactionReceipt(hash);
      if (receipt === null) return undefined;
      return { block: receipt.blockNumber, blockHash: receipt.blockHash, succeeded: receipt.status !== 0 };
    },
    count: (account) => live.getTransactionCount(account, "latest"),
    latest: () => live.getBlockNumber(),
    async transactions(number) {
      const block = await live.getBlock(number, true);
      return block?.prefetchedTransactions ?? [];
    },
  };
}
