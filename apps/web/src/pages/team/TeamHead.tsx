import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useFormats } from "../../language/use-formats.ts";
import { Address } from "../../parts/Address.tsx";
import { Amount } from "../../parts/Amount.tsx";
import { Card } from "../../parts/Card.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import type { Source } from "../../verified/source.ts";
import css from "./team-page.module.css";
import type { Team } from "./use-team.ts";

interface TeamHeadProps {
  readonly team: Team;
  readonly view: string;
  readonly source: Source;
}

const VIEWS = ["tree", "table"] as const;

/** Whose team it is, its totals, its upline, and the ways to look at it. */
export function TeamHead({ team, view, source }: TeamHeadProps) {
  const { t } = useTranslation("team");
  const { number } = useFormats();
  const { top } = team;
  return (
    <>
      <Card>
        <div className={css.who}>
          <Upline ids={team.upline} own={top.id} />
          {top.wallet === undefined ? t("row.noWallet") : <Address address={top.wallet} />}
        </div>
        <div className={`figures ${css.figures}`}>
          <Figure label={t("figures.people")} value={number(top.people)} />
          <Figure label={t("figures.directs")} value={number(top.directs)} />
          <Figure label={t("figures.sold")} value={<Amount units={top.teamSold} />} note={t("figures.soldNote")} />
          <Figure label={t("figures.period")} value={<Amount units={top.periodSold} />} />
        </div>
        <p className="muted">
          {t("noPay")} {t("lead")} <SourceMark source={source} />
        </p>
      </Card>
      <nav className="tabs" aria-label={t("views.label")}>
        <ul>
          {VIEWS.map((one) => (
            <li key={one}>
              <Link
                href={one === "tree" ? `/team/${top.id}` : `/team/${top.id}/${one}`}
                aria-current={one === view ? "page" : undefined}
              >
                {t(`views.${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

/** Steps of the upline that are shown: the company and those nearest. */
const NEAREST = 3;

function Upline({ ids, own }: { readonly ids: readonly bigint[]; readonly own: bigint }) {
  const { t } = useTranslation("team");
  const hidden = Math.max(ids.length - NEAREST - 1, 0);
  const shown = hidden === 0 ? ids : [...ids.slice(0, 1), ...ids.slice(-NEAREST)];
  return (
    <nav aria-label={t("upline.label")}>
      <ol className={css.upline}>
        {shown.map((id, i) => (
          <li key={String(id)}>
            {hidden > 0 && i === 1 ? <span>{t("upline.hidden", { count: hidden })} / </span> : null}
            <Link href={`/team/${id}`}>{t("row.person", { id: String(id) })}</Link>
          </li>
        ))}
        <li aria-current="page">{t("row.person", { id: String(own) })}</li>
      </ol>
    </nav>
  );
}
