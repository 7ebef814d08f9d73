import { useTranslation } from "react-i18next";
import { Link } from "wouter";

/** Where a link leads to nothing. */
export function NotFoundPage() {
  const { t } = useTranslation("common");
  return (
    <>
      <h1>{t("notFound.title")}</h1>
      <p>{t("notFound.text")}</p>
      <Link href="/">{t("notFound.home")}</Link>
    </>
  );
}
