import { useTranslation } from "react-i18next";
import { Loading } from "../parts/Loading.tsx";
import { ErrorNotice } from "../writes/ErrorNotice.tsx";

/** What stands in the pages' place until the chain answers. */
export function ChainTrouble({ error }: { readonly error: unknown }) {
  const { t } = useTranslation("common");
  if (error === undefined) return <Loading label={t("chain.connecting")} />;
  return (
    <main className="page">
      <h1>{t("chain.silentTitle")}</h1>
      <ErrorNotice error={error} />
      <p>{t("chain.retrying")}</p>
    </main>
  );
}
