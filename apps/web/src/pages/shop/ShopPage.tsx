import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { readShopLink, shopPath } from "../../links/shop-link.ts";
import { Button } from "../../parts/Button.tsx";
import { Card } from "../../parts/Card.tsx";
import css from "./shop.module.css";

/** Asks from whom somebody wants to buy, where he did not come by a link. */
export default function ShopPage() {
  const { t } = useTranslation("shop");
  const [, go] = useLocation();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const seller = String(new FormData(event.currentTarget).get("seller") ?? "").trim();
    const link = readShopLink({ seller });
    if (link !== undefined) go(shopPath(link));
  };
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      <Card title={t("whose.title")}>
        <p>{t("whose.text")}</p>
        <form className={css.form} onSubmit={submit}>
          <label>
            <span>{t("whose.label")}</span>
            <input name="seller" inputMode="numeric" pattern="[1-9]\d{0,9}" required autoComplete="off" />
          </label>
          <Button type="submit">{t("whose.go")}</Button>
        </form>
      </Card>
    </>
  );
}
