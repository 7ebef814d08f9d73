import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { ChainAccess } from "./access.ts";
import { useChainState } from "./ChainContext.tsx";
import { CHAIN_KEY, FIXED_KEY } from "./keys.ts";

/** What was read from the chain, and as of which block. */
export interface Reading<T> {
  readonly value: T;
  readonly block: number;
}

/** How something is read. */
export interface ReadOptions {
  /** It does not change once it is in a block, as a product's price: it is read once, and again after a reorganisation. */
  readonly fixed?: boolean;
  /** Not read while false. */
  readonly enabled?: boolean;
}

/**
 * Reads something from the chain, and reads it again with every block.
 * @param key What is read, with all that it depends on, as text or numbers (no bigint).
 * @param read All of it comes from one block: what it is given is pinned to that block.
 */
export function useChain<T>(
  key: readonly (string | number | undefined)[],
  read: (access: ChainAccess) => Promise<T>,
  { fixed = false, enabled = true }: ReadOptions = {},
): UseQueryResult<Reading<T>> {
  const { access } = useChainState();
  const latest = useRef(access);
  latest.current = access;
  return useQuery({
    queryKey: [fixed ? FIXED_KEY : CHAIN_KEY, ...key],
    queryFn: async () => {
      const at = latest.current;
      return { value: await read(at), block: at.block };
    },
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
