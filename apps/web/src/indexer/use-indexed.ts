import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useConfig } from "../config/ConfigContext.tsx";
import type { IndexerSource } from "../verified/source.ts";
import { IndexerClient, type IndexerState } from "./client.ts";
import { IndexerMissing } from "./errors.ts";
import { INDEXER_KEY } from "./keys.ts";

/** The indexer as the pages see it. */
export interface IndexerHealth {
  /** `none`: set up without one. `silent`: it does not answer. */
  readonly status: "none" | "asking" | "answers" | "silent";
  readonly state: IndexerState | undefined;
  /** For a `SourceMark` beside a list of the indexer. */
  readonly source: IndexerSource;
}

/** Milliseconds between two questions up to where the indexer is verified. */
const STATE_EVERY = 10_000;

/** Whether the indexer answers, and up to where it is verified. */
export function useIndexer(): IndexerHealth {
  const { indexerUrl } = useConfig();
  const { data, error, isPending } = useQuery({
    queryKey: [INDEXER_KEY, "state"],
    queryFn: () => clientOf(indexerUrl).state(),
    enabled: indexerUrl !== undefined,
    refetchInterval: STATE_EVERY,
    retry: false,
  });
  const status = indexerUrl === undefined ? "none" : error !== null ? "silent" : isPending ? "asking" : "answers";
  const verified = data?.complete === true ? data.verified?.block : undefined;
  const source: IndexerSource = {
    from: "indexer",
    verifiedTo: verified === undefined ? undefined : Number(verified),
    isBroken: data !== undefined && data.missing !== null,
  };
  return { status, state: data, source };
}

/**
 * Reads something from the indexer, and again with every block.
 * @param key What is read, with all that it depends on, as text or numbers (no bigint).
 */
export function useIndexed<T>(
  key: readonly (string | number | undefined)[],
  read: (indexer: IndexerClient) => Promise<T>,
  { enabled = true }: { readonly enabled?: boolean } = {},
): UseQueryResult<T> {
  const { indexerUrl } = useConfig();
  return useQuery({
    queryKey: [INDEXER_KEY, ...key],
    queryFn: () => read(clientOf(indexerUrl)),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
}

function clientOf(url: string | undefined): IndexerClient {
  if (url === undefined) throw new IndexerMissing();
  return new IndexerClient(url);
}
