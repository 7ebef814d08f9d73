import { COMPANY } from "@upline/protocol";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { IndexerNotice } from "../../indexer/IndexerNotice.tsx";
import { useIndexer } from "../../indexer/use-indexed.ts";
import { useRoles } from "../../layout/roles.ts";
import { Button } from "../../parts/Button.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { TableView } from "../../team/view/TableView.tsx";
import { TreeView } from "../../team/view/TreeView.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { OpenTeam } from "./OpenTeam.tsx";
import { TeamHead } from "./TeamHead.tsx";
import { useTeam, useTeams } from "./use-team.ts";

/** The team of the connected distributor, or of the one whose number is in the path. */
export default function TeamPage() {
  const { t } = useTranslation("team");
  const { id: named, view } = useParams<{ id?: string; view?: string }>();
  const { distributor, isCompany } = useRoles();
  const own = distributor ?? (isCompany ? COMPANY : undefined);
  const id = named !== undefined && /^\d{1,10}$/.test(named) ? BigInt(named) : own;
  const teams = useTeams();
  const { source } = useIndexer();
  const { data: team, error, refetch, isFetching } = useTeam(teams, id);

  if (id === undefined) return <OpenTeam />;
  const isOwn = id === own;
  return (
    <>
      <h1>{isOwn ? t("own") : t("titleOf", { id: String(id) })}</h1>
      <IndexerNotice />
      {teams?.from === "chain" ? <Notice kind="warning">{t("slow")}</Notice> : null}
      {error === null ? null : <ErrorNotice error={error} />}
      {team === undefined ? (
        error === null && <Loading />
      ) : (
        <>
          <TeamHead
            team={team}
            view={view ?? "tree"}
            source={teams?.from === "indexer" ? source : { from: "chain", block: team.block }}
          />
          {view === "table" ? <TableView key={team.block} team={team} /> : <TreeView key={team.block} team={team} />}
        </>
      )}
      {team === undefined && error === null ? null : (
        <p>
          <Button kind="plain" disabled={isFetching} onClick={() => void refetch()}>
            {t("again")}
          </Button>
        </p>
      )}
    </>
  );
}
