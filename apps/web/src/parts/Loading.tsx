import { useTranslation } from "react-i18next";

/** Stands in the place of what is not there yet. */
export function Loading({ label }: { readonly label?: string }) {
  const { t } = useTranslation("common");
  return (
    <p className="loading" role="status">
      {label ?? t("parts.loading")}
    </p>
  );
}
