import type { QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { INDEXER_KEY } from "../indexer/keys.ts";
import { BlockWatcher, type ReadBlock, type SeenBlock } from "./block-watcher.ts";
import { CHAIN_KEY, FIXED_KEY } from "./keys.ts";
import type { ReadProvider } from "./provider.ts";

interface Blocks {
  readonly latest: SeenBlock | undefined;
  readonly reorganisedFrom: number | undefined;
  readonly error: unknown;
}

/** Milliseconds after a block until the indexer is asked again. */
const INDEXER_DELAY = 3_000;

/** What takes longer than a block is read to its end, or it would never be there. */
const UNDISTURBED = { cancelRefetch: false } as const;

const NOTHING: Blocks = { latest: undefined, reorganisedFrom: undefined, error: undefined };

/** Follows the chain's blocks; what was read before a new one is read again. */
export function useBlocks(provider: ReadProvider, pollSeconds: number, queries: QueryClient) {
  const [blocks, setBlocks] = useState<Blocks>(NOTHING);
  useEffect(() => {
    const watcher = new BlockWatcher(readBlock(provider));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async () => {
      try {
        const change = await watcher.look();
        if (over) return;
        setBlocks((old) => ({
          latest: change?.latest ?? old.latest,
          reorganisedFrom: change?.reorganisedFrom ?? old.reorganisedFrom,
          error: undefined,
        }));
        if (change?.reorganisedFrom !== undefined) await queries.invalidateQueries({ queryKey: [FIXED_KEY] });
      } catch (error) {
        if (!over) setBlocks((old) => ({ ...old, error }));
      }
      // A hidden page looks rarely; coming back it looks at once.
      timer = setTimeout(look, (document.hidden ? 15 : 1) * pollSeconds * 1000);
    };
    const lookNow = () => {
      if (document.hidden) return;
      clearTimeout(timer);
      void look();
    };
    document.addEventListener("visibilitychange", lookNow);
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", lookNow);
    };
  }, [provider, pollSeconds, queries]);

  const hash = blocks.latest?.hash;
  useEffect(() => {
    if (hash === undefined) return;
    // After the render in which the new block's access was made, so that queries read as of it.
    void queries.invalidateQueries({ queryKey: [CHAIN_KEY] }, UNDISTURBED);
    // The indexer needs a moment to take the block in.
    const again = () => void queries.invalidateQueries({ queryKey: [INDEXER_KEY] }, UNDISTURBED);
    again();
    const timer = setTimeout(again, INDEXER_DELAY);
    return () => clearTimeout(timer);
  }, [hash, queries]);

  const dismiss = useCallback(() => setBlocks((old) => ({ ...old, reorganisedFrom: undefined })), []);
  return { ...blocks, dismiss };
}

function readBlock(provider: ReadProvider): ReadBlock {
  return async (number) => {
    const block = await provider.getBlock(number);
    if (block?.hash == null) return undefined;
    return { number: block.number, hash: block.hash, parentHash: block.parentHash, timestamp: block.timestamp };
  };
}
