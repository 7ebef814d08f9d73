import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useConfig } from "../config/ConfigContext.tsx";
import { accessAt, type ChainAccess, type Programme, readProgramme } from "./access.ts";
import type { SeenBlock } from "./block-watcher.ts";
import { ChainTrouble } from "./ChainTrouble.tsx";
import { ReadProvider } from "./provider.ts";
import { Transport } from "./transport.ts";
import { useBlocks } from "./use-blocks.ts";

/** The chain as the pages see it now. */
export interface Chain extends Programme {
  /** As of the latest block. */
  readonly access: ChainAccess;
  /** Not pinned to a block: for simulations, transactions and what happens meanwhile. */
  readonly live: ReadProvider;
  readonly latest: SeenBlock;
  /** First block that was replaced in the last reorganisation that was noticed; undefined: none was. */
  readonly reorganisedFrom: number | undefined;
  /** Whether the last look at the chain failed; figures are then as of `latest`. */
  readonly isSilent: boolean;
  /** Takes note that the reader has seen the notice about a reorganisation. */
  dismissReorganisation(): void;
}

const ChainContext = createContext<Chain | undefined>(undefined);

/** Connects to the configured chain, follows its blocks, and gives it to everything below. */
export function ChainProvider({ children }: { readonly children: ReactNode }) {
  const config = useConfig();
  const queries = useQueryClient();
  const { transport, live } = useMemo(() => {
    const made = new Transport(config.rpcUrls, config.chainId);
    return { transport: made, live: new ReadProvider(made, config.chainId) };
  }, [config]);
  const { latest, reorganisedFrom, error, dismiss } = useBlocks(live, config.pollSeconds, queries);
  const number = latest?.number;
  const access = useMemo(
    () => (number === undefined ? undefined : accessAt(config, transport, number)),
    [config, transport, number],
  );
  const programme = useQuery({
    queryKey: ["programme", config.core],
    queryFn: () => readProgramme(access ?? accessAt(config, transport, 0)),
    enabled: access !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const value = useMemo<Chain | undefined>(() => {
    if (access === undefined || latest === undefined || programme.data === undefined) return undefined;
    const isSilent = error !== undefined;
    return { ...programme.data, access, live, latest, reorganisedFrom, isSilent, dismissReorganisation: dismiss };
  }, [access, latest, programme.data, live, reorganisedFrom, error, dismiss]);
  if (value === undefined) return <ChainTrouble error={error ?? programme.error ?? undefined} />;
  return <ChainContext value={value}>{children}</ChainContext>;
}

/** The chain as of its latest block. */
export function useChainState(): Chain {
  const chain = useContext(ChainContext);
  if (chain === undefined) throw new Error("useChainState needs a ChainProvider above it");
  return chain;
}
