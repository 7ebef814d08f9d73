import { useTranslation } from "react-i18next";
import { Notice } from "../parts/Notice.tsx";
import { useIndexer } from "./use-indexed.ts";

/** Says that lists cannot be shown, where the indexer is missing, silent or lacks an event; else nothing. */
export function IndexerNotice() {
  const { t } = useTranslation("common");
  const { status, source } = useIndexer();
  if (status === "none") return <Notice kind="info">{t("indexer.none")}</Notice>;
  if (status === "silent") return <Notice kind="warning">{t("indexer.silent")}</Notice>;
  if (source.isBroken) return <Notice kind="error">{t("indexer.broken")}</Notice>;
  return null;
}
