import { UplineClient } from "@upline/protocol";
import { useMemo } from "react";
import { useChainState } from "../../chain/ChainContext.tsx";
import { useConfig } from "../../config/ConfigContext.tsx";
import { IndexerClient } from "../../indexer/client.ts";
import { useIndexer } from "../../indexer/use-indexed.ts";
import type { OrderReads } from "./read-order.ts";

/** Where orders are read from. @returns Undefined until it is known whether the indexer answers. */
export function useReads(): OrderReads | undefined {
  const { core, firstBlock, indexerUrl } = useConfig();
  const { live } = useChainState();
  const { status } = useIndexer();
  const isKnown = status !== "asking";
  const isIndexed = status === "answers";
  return useMemo(() => {
    if (!isKnown) return undefined;
    const indexer = isIndexed && indexerUrl !== undefined ? new IndexerClient(indexerUrl) : undefined;
    return { client: UplineClient.connect(core, live), provider: live, firstBlock, indexer };
  }, [core, firstBlock, indexerUrl, live, isKnown, isIndexed]);
}
