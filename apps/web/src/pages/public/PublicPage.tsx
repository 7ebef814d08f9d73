import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tabs } from "../../layout/Tabs.tsx";

/** The frame of the public pages: title and tabs. */
export function PublicPage({ lead, children }: { readonly lead: string; readonly children: ReactNode }) {
  const { t } = useTranslation("public");
  return (
    <>
      <h1>{t("title")}</h1>
      <Tabs section="public" />
      <p className="lead">{lead}</p>
      {children}
    </>
  );
}
