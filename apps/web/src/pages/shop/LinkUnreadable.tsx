import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Notice } from "../../parts/Notice.tsx";

/** Says that a link is not one of a shop. */
export function LinkUnreadable() {
  const { t } = useTranslation("shop");
  return (
    <>
      <h1>{t("title")}</h1>
      <Notice kind="error">{t("unreadable")}</Notice>
      <p>
        <Link href="/shop">{t("whose.title")}</Link>
      </p>
    </>
  );
}
