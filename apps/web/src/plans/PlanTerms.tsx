import { type Plan, worstCase } from "@upline/protocol";
import { useTranslation } from "react-i18next";
import { useFormats } from "../language/use-formats.ts";
import { Amount } from "../parts/Amount.tsx";
import { Lines } from "../parts/Lines.tsx";
import { Table } from "../parts/Table.tsx";
import css from "./plan-terms.module.css";
import { differences, levelsOf, type RateRow, ranksOf } from "./terms.ts";

interface PlanTermsProps {
  readonly plan: Plan;
  /** Terms that differ from this plan's are marked. */
  readonly comparedWith?: Plan;
}

/** What a plan pays whom, and by which rules. */
export function PlanTerms({ plan, comparedWith }: PlanTermsProps) {
  const { t } = useTranslation("public");
  const { number, percent } = useFormats();
  const changed = comparedWith === undefined ? new Set<string>() : differences(comparedWith, plan);
  const line = (name: "threshold" | "poolShare" | "walk" | "compression" | "personalPays", value: React.ReactNode) => ({
    label: t(`terms.${name}`),
    value: changed.has(name) ? <mark className={css.changed}>{value}</mark> : value,
  });
  return (
    <>
      <Rates kind="levels" rows={levelsOf(plan)} isChanged={changed.has("levels")} />
      <Rates kind="ranks" rows={ranksOf(plan)} isChanged={changed.has("ranks")} />
      <Lines
        lines={[
          { label: t("terms.worstCase"), value: percent(worstCase(plan)) },
          line("threshold", plan.threshold === 0n ? t("terms.noThreshold") : <Amount units={plan.threshold} />),
          line("poolShare", percent(plan.poolShare)),
          line("walk", number(plan.walk)),
          line("compression", t(`terms.compressions.${plan.compression}`)),
          line("personalPays", t(plan.personalPays ? "terms.yes" : "terms.no")),
        ]}
      />
    </>
  );
}

interface RatesProps {
  readonly kind: "levels" | "ranks";
  readonly rows: readonly RateRow[];
  readonly isChanged: boolean;
}

function Rates({ kind, rows, isChanged }: RatesProps) {
  const { t } = useTranslation("public");
  const { number, percent } = useFormats();
  if (rows.length === 0) return null;
  const who = ({ number: place }: RateRow) =>
    kind === "ranks"
      ? t("terms.rank", { rank: number(place) })
      : place === 0
        ? t("terms.seller")
        : t("terms.level", { level: number(place) });
  const columns = [
    { key: "who", head: t("terms.who"), cell: who },
    { key: "rate", head: t("terms.rate"), cell: ({ rate }: RateRow) => percent(rate), align: "end" as const },
  ];
  const opens = {
    key: "open",
    head: t("terms.opens"),
    cell: ({ openRank }: RateRow) => number(openRank),
    align: "end" as const,
  };
  return (
    <div className={isChanged ? css.changed : undefined}>
      <h3>{t(`terms.${kind}`)}</h3>
      <Table
        caption={t(`terms.${kind}`)}
        columns={kind === "levels" && rows.some(({ openRank }) => openRank > 0n) ? [...columns, opens] : columns}
        rows={rows}
        keyOf={({ number: place }) => String(place)}
      />
    </div>
  );
}
