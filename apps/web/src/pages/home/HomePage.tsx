import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useChain } from "../../chain/use-chain.ts";
import { useFormats } from "../../language/use-formats.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Card } from "../../parts/Card.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { hasPage } from "../registry.ts";
import { readTotals } from "./totals.ts";

const WAYS = ["shop", "business", "public"] as const;

/** What this is, and the programme's totals from the chain. */
export default function HomePage() {
  const { t } = useTranslation("home");
  const { number } = useFormats();
  const { data, error } = useChain(["home", "totals"], readTotals);
  const totals = data?.value;
  const source = data && ({ from: "chain", block: data.block } as const);
  const state = totals && (totals.isOpen ? t("status.open") : t("status.notOpen"));
  return (
    <>
      <div className="hero">
        <h1>{t("title")}</h1>
        <p className="lead">{t("lead")}</p>
      </div>
      <Card title={t("totals")}>
        {error === null ? null : <ErrorNotice error={error} />}
        <div className="figures">
          <Figure label={t("people")} value={totals && number(totals.people)} source={source} />
          <Figure label={t("products")} value={totals && number(totals.products)} source={source} />
          <Figure label={t("held")} value={totals && <Amount units={totals.held} />} source={source} />
          <Figure
            label={t("plan")}
            value={totals && t("planVersion", { version: number(totals.plan) })}
            source={source}
            note={state}
          />
        </div>
        <p className="muted">{t("fair")}</p>
      </Card>
      <Ways />
    </>
  );
}

/** Where to go from here. */
function Ways() {
  const { t } = useTranslation("home");
  const ways = WAYS.filter(hasPage);
  if (ways.length === 0) return null;
  return (
    <Card title={t("ways.title")}>
      <ul className="ways">
        {ways.map((way) => (
          <li key={way}>
            <Link href={`/${way}`}>{t(`navigation.${way}`, { ns: "common" })}</Link>
            <p className="muted">{t(`ways.${way}`)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
