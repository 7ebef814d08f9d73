import { useTranslation } from "react-i18next";
import { useChain } from "../../chain/use-chain.ts";
import { IndexerNotice } from "../../indexer/IndexerNotice.tsx";
import { useIndexed, useIndexer } from "../../indexer/use-indexed.ts";
import { useFormats } from "../../language/use-formats.ts";
import { Card } from "../../parts/Card.tsx";
import { Empty } from "../../parts/Empty.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import { Time } from "../../parts/Time.tsx";
import { TransactionLink } from "../../parts/TransactionLink.tsx";
import { PlanTerms } from "../../plans/PlanTerms.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { PublicPage } from "./PublicPage.tsx";
import { type PlanRecord, readPlanHistory, readPlans } from "./plans.ts";

/** The plan in force, the one that takes over next, and all that ever were. */
export default function PlansPage() {
  const { t } = useTranslation("public");
  const { number } = useFormats();
  const { data, error } = useChain(["public", "plans"], readPlans);
  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return <Loading />;
  const { now, next } = data.value;
  const source = <SourceMark source={{ from: "chain", block: data.block }} />;
  const version = (plan: bigint) => t("plans.version", { version: number(plan) });
  return (
    <PublicPage lead={t("plans.lead")}>
      <Card title={t("plans.now")} aside={source}>
        {now.version === 0n ? (
          <Empty>{t("plans.notOpen")}</Empty>
        ) : (
          <>
            <p>{version(now.version)}</p>
            <PlanTerms plan={now.plan} />
          </>
        )}
      </Card>
      {next === undefined ? null : (
        <Card title={t("plans.next")} aside={source}>
          <p>
            {version(next.version)} · {t("plans.from")} <Time seconds={next.from} />
          </p>
          {now.version === 0n ? null : <p className="muted">{t("plans.marked")}</p>}
          <PlanTerms plan={next.plan} {...(now.version === 0n ? {} : { comparedWith: now.plan })} />
        </Card>
      )}
      <IndexerNotice />
      <PlanHistory />
    </PublicPage>
  );
}

function PlanHistory() {
  const { t } = useTranslation("public");
  const { number, percent } = useFormats();
  const { status, source } = useIndexer();
  const { data } = useIndexed(["public", "plan-history"], readPlanHistory, { enabled: status === "answers" });
  if (status !== "answers" || data === undefined) return null;
  const columns: readonly Column<PlanRecord>[] = [
    { key: "version", head: t("plans.number"), cell: ({ version }) => number(version) },
    {
      key: "scheduled",
      head: t("plans.scheduled"),
      cell: ({ scheduledAt }) => <Time seconds={Number(scheduledAt)} />,
    },
    {
      key: "from",
      head: t("plans.tookOver"),
      cell: ({ from, cancelledAt }) =>
        cancelledAt !== null ? (
          <>
            {t("plans.cancelled")} <Time seconds={Number(cancelledAt)} />
          </>
        ) : from === null ? (
          t("plans.withOpening")
        ) : (
          <Time seconds={Number(from)} />
        ),
    },
    {
      key: "worst",
      head: t("terms.worstCase"),
      cell: ({ worstCase }) => percent(BigInt(worstCase)),
      align: "end",
    },
    { key: "tx", head: t("transaction"), cell: ({ transaction }) => <TransactionLink hash={transaction} /> },
  ];
  return (
    <Card title={t("plans.history")} aside={<SourceMark source={source} />}>
      <Table
        caption={t("plans.history")}
        columns={columns}
        rows={data}
        keyOf={({ version }) => String(version)}
        empty={t("plans.none")}
      />
    </Card>
  );
}
