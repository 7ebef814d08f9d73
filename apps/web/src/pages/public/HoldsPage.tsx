import { useTranslation } from "react-i18next";
import { useChainState } from "../../chain/ChainContext.tsx";
import { IndexerNotice } from "../../indexer/IndexerNotice.tsx";
import { useIndexed, useIndexer } from "../../indexer/use-indexed.ts";
import { useFormats } from "../../language/use-formats.ts";
import { Card } from "../../parts/Card.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import { Time } from "../../parts/Time.tsx";
import { TransactionLink } from "../../parts/TransactionLink.tsx";
import { wordText } from "../../parts/word-text.ts";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { type HoldRecord, type RejectionRecord, readRefusals, SHOWN, stateOf } from "./holds.ts";
import { PublicPage } from "./PublicPage.tsx";

/** Whose payouts were held and why, and which recorded sales were passed over. */
export default function HoldsPage() {
  const { t } = useTranslation("public");
  const { status } = useIndexer();
  const { data, error } = useIndexed(["public", "refusals"], readRefusals, { enabled: status === "answers" });
  return (
    <PublicPage lead={t("holds.lead", { shown: SHOWN })}>
      <IndexerNotice />
      {error === null ? null : <ErrorNotice error={error} />}
      {data === undefined ? null : (
        <>
          <Holds holds={data.holds} />
          <Rejections rejections={data.rejections} />
        </>
      )}
    </PublicPage>
  );
}

function Holds({ holds }: { readonly holds: readonly HoldRecord[] }) {
  const { t } = useTranslation("public");
  const { t: common } = useTranslation("common");
  const { latest } = useChainState();
  const { source } = useIndexer();
  const columns: readonly Column<HoldRecord>[] = [
    { key: "who", head: t("holds.who"), cell: ({ distributor }) => common("parts.distributor", { id: distributor }) },
    { key: "reason", head: t("holds.reason"), cell: ({ reason }) => <bdi>{wordText(reason)}</bdi> },
    { key: "time", head: t("holds.began"), cell: ({ time }) => <Time seconds={Number(time)} /> },
    { key: "until", head: t("holds.until"), cell: ({ until }) => <Time seconds={Number(until)} /> },
    { key: "state", head: t("holds.state"), cell: (hold) => t(`holds.states.${stateOf(hold, latest.timestamp)}`) },
    { key: "tx", head: t("transaction"), cell: ({ transaction }) => <TransactionLink hash={transaction} /> },
  ];
  return (
    <Card title={t("holds.list")} aside={<SourceMark source={source} />}>
      <Table caption={t("holds.list")} columns={columns} rows={holds} keyOf={({ id }) => id} empty={t("holds.none")} />
    </Card>
  );
}

function Rejections({ rejections }: { readonly rejections: readonly RejectionRecord[] }) {
  const { t } = useTranslation("public");
  const { number } = useFormats();
  const { source } = useIndexer();
  const columns: readonly Column<RejectionRecord>[] = [
    { key: "batch", head: t("holds.batch"), cell: ({ batch }) => number(BigInt(batch)) },
    { key: "index", head: t("holds.place"), cell: ({ index }) => number(BigInt(index) + 1n), align: "end" },
    { key: "why", head: t("holds.why"), cell: ({ sentence, error }) => sentence ?? error ?? t("holds.unknown") },
    { key: "time", head: t("holds.time"), cell: ({ time }) => <Time seconds={Number(time)} /> },
  ];
  return (
    <Card title={t("holds.rejections")} aside={<SourceMark source={source} />}>
      <Table
        caption={t("holds.rejections")}
        columns={columns}
        rows={rejections}
        keyOf={({ id }) => id}
        empty={t("holds.noRejections")}
      />
    </Card>
  );
}
