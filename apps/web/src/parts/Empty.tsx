import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Stands in the place of a list that has nothing in it. */
export function Empty({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation("common");
  return <p className="empty">{children ?? t("parts.empty")}</p>;
}
