import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Button } from "../../parts/Button.tsx";
import { Card } from "../../parts/Card.tsx";
import css from "./team-page.module.css";

/** Asks whose team is to be shown, where no wallet of a distributor is connected. */
export function OpenTeam() {
  const { t } = useTranslation("team");
  const [, go] = useLocation();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get("id") ?? "").trim();
    if (/^\d{1,10}$/.test(id)) go(`/team/${id}`);
  };
  return (
    <>
      <h1>{t("title")}</h1>
      <Card>
        <p>{t("connect")}</p>
        <form className={css.open} onSubmit={submit}>
          <label>
            <span>{t("open.label")}</span>
            <input name="id" inputMode="numeric" pattern="\d{1,10}" required autoComplete="off" />
          </label>
          <Button type="submit">{t("open.go")}</Button>
        </form>
      </Card>
    </>
  );
}
