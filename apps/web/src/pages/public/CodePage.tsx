import { useTranslation } from "react-i18next";
import { useChain } from "../../chain/use-chain.ts";
import { useConfig } from "../../config/ConfigContext.tsx";
import { Address } from "../../parts/Address.tsx";
import { Card } from "../../parts/Card.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { type CheckedPart, readCode } from "./code.ts";
import { PublicPage } from "./PublicPage.tsx";

/** The contracts of the programme and whether their code is the published one. */
export default function CodePage() {
  const { t } = useTranslation("public");
  const { chainId, firstBlock } = useConfig();
  const { data, error } = useChain(["public", "code"], (access) => readCode(access, chainId, firstBlock), {
    fixed: true,
  });
  const columns: readonly Column<CheckedPart>[] = [
    { key: "contract", head: t("code.contract"), cell: ({ contract }) => contract },
    { key: "address", head: t("code.address"), cell: ({ address }) => <Address address={address} /> },
    {
      key: "hash",
      head: t("code.hash"),
      cell: ({ hash }) => (
        <code dir="ltr" title={hash}>
          {hash.slice(0, 10)}…{hash.slice(-4)}
        </code>
      ),
    },
    {
      key: "verdict",
      head: t("code.verdict"),
      cell: ({ isPublished, faults }) => (isPublished ? t("code.same") : [t("code.other"), ...faults].join(" ")),
    },
  ];
  const parts = data?.value;
  return (
    <PublicPage lead={t("code.lead")}>
      {error === null ? null : <ErrorNotice error={error} />}
      {parts === undefined ? (
        error === null && <Loading />
      ) : (
        <>
          {parts.every(({ isPublished }) => isPublished) ? (
            <Notice kind="success">{t("code.allSame")}</Notice>
          ) : (
            <Notice kind="error">{t("code.someOther")}</Notice>
          )}
          <Card title={t("code.list")} aside={data && <SourceMark source={{ from: "chain", block: data.block }} />}>
            <Table caption={t("code.list")} columns={columns} rows={parts} keyOf={({ address }) => address} />
          </Card>
          <p className="muted">{t("code.limits")}</p>
        </>
      )}
    </PublicPage>
  );
}
