import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { UplineClient } from "@upline/protocol";
import { useMemo } from "react";
import { useChainState } from "../../chain/ChainContext.tsx";
import { useConfig } from "../../config/ConfigContext.tsx";
import { IndexerClient } from "../../indexer/client.ts";
import { useIndexer } from "../../indexer/use-indexed.ts";
import { TeamLoader } from "../../team/model/loader.ts";
import { type Member, MemberUnknown, type TeamSource } from "../../team/model/member.ts";
import { Roll } from "../../team/model/roll.ts";
import { TeamTree } from "../../team/model/tree.ts";
import { ChainTeamSource } from "../../team/sources/chain-source.ts";
import { IndexerTeamSource } from "../../team/sources/indexer-source.ts";

/** Where teams are read from. */
export interface Teams {
  readonly from: "indexer" | "chain";
  readonly source: TeamSource;
}

/** The indexer where it answers, else the chain. @returns Undefined until it is known which. */
export function useTeams(): Teams | undefined {
  const config = useConfig();
  const { live } = useChainState();
  const { status } = useIndexer();
  const { indexerUrl } = config;
  const isIndexed = status === "answers";
  const isKnown = status !== "asking";
  return useMemo(() => {
    if (!isKnown) return undefined;
    if (isIndexed && indexerUrl !== undefined) {
      return { from: "indexer", source: new IndexerTeamSource(new IndexerClient(indexerUrl)) };
    }
    const client = UplineClient.connect(config.core, live);
    return { from: "chain", source: new ChainTeamSource(client, live, config.firstBlock) };
  }, [config, live, indexerUrl, isIndexed, isKnown]);
}

/** One team as far as it has been read; the same while the visitor goes from view to view. */
export interface Team {
  readonly top: Member;
  /** From the company down to the sponsor. */
  readonly upline: readonly bigint[];
  readonly tree: TeamTree;
  readonly loader: TeamLoader;
  readonly roll: Roll;
  readonly source: TeamSource;
  /** The chain's block when it was read. */
  readonly block: number;
}

/** The team of somebody. It is read once, and anew when asked: a tree that changes under one's hands is of no use. */
export function useTeam(teams: Teams | undefined, id: bigint | undefined): UseQueryResult<Team> {
  const { latest } = useChainState();
  return useQuery({
    queryKey: ["team", teams?.from, String(id)],
    queryFn: () => readTeam(teams, id ?? 0n, latest.number),
    enabled: teams !== undefined && id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

async function readTeam(teams: Teams | undefined, id: bigint, block: number): Promise<Team> {
  const top = await teams?.source.member(id);
  if (teams === undefined || top === undefined) throw new MemberUnknown(id);
  const { source } = teams;
  const tree = new TeamTree(top);
  const upline = await source.upline(id);
  return { top, upline, tree, loader: new TeamLoader(tree, source), roll: new Roll(id, source), source, block };
}
