import { useTranslation } from "react-i18next";
import { useChainState } from "../../chain/ChainContext.tsx";
import { useConfig } from "../../config/ConfigContext.tsx";
import { IndexerNotice } from "../../indexer/IndexerNotice.tsx";
import { useIndexer } from "../../indexer/use-indexed.ts";
import { useFormats } from "../../language/use-formats.ts";
import { Card } from "../../parts/Card.tsx";
import { Lines } from "../../parts/Lines.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { PublicPage } from "./PublicPage.tsx";
import css from "./public.module.css";

const PROVED = ["code", "events", "amounts", "money", "powers"] as const;

/** What is verified at the moment, and how anybody repeats the whole audit. */
export default function AuditPage() {
  const { t } = useTranslation("public");
  const { core, rpcUrls } = useConfig();
  const { latest } = useChainState();
  const command = `npx upline audit --rpc ${rpcUrls[0] ?? ""} --programme ${core} --block ${latest.hash}`;
  return (
    <PublicPage lead={t("audit.lead")}>
      <Verification />
      <Card title={t("audit.repeat")}>
        <p>{t("audit.repeatText")}</p>
        <pre className={css.command} dir="ltr">
          <code>{command}</code>
        </pre>
        <p className="muted">{t("audit.ownEndpoint")}</p>
        <h3>{t("audit.proves")}</h3>
        <ul>
          {PROVED.map((what) => (
            <li key={what}>{t(`audit.proved.${what}`)}</li>
          ))}
        </ul>
      </Card>
    </PublicPage>
  );
}

/** Up to where the indexer's events are known to be the journal. */
function Verification() {
  const { t } = useTranslation("public");
  const { number } = useFormats();
  const { status, state } = useIndexer();
  if (status !== "answers" || state === undefined) return <IndexerNotice />;
  const { verified, indexed, missing } = state;
  return (
    <Card title={t("audit.now")}>
      {missing !== null ? (
        <Notice kind="error">{t("audit.missing")}</Notice>
      ) : verified === null ? (
        <Notice kind="warning">{t("audit.notYet")}</Notice>
      ) : (
        <>
          <Notice kind="success">{t("audit.verified", { block: number(BigInt(verified.block)) })}</Notice>
          <Lines
            lines={[
              { label: t("audit.entries"), value: number(indexed?.entries ?? 0) },
              { label: t("overview.head"), value: <code dir="ltr">{verified.head}</code> },
              { label: t("audit.hash"), value: <code dir="ltr">{verified.hash}</code> },
            ]}
          />
        </>
      )}
      <p className="muted">{t("audit.nowText")}</p>
    </Card>
  );
}
