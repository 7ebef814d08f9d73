import { toBeHex } from "ethers";
import { useTranslation } from "react-i18next";
import { useChain } from "../../chain/use-chain.ts";
import { IndexerNotice } from "../../indexer/IndexerNotice.tsx";
import { useFormats } from "../../language/use-formats.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Card } from "../../parts/Card.tsx";
import { Figure } from "../../parts/Figure.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { FlowCard } from "./FlowCard.tsx";
import { readHoldings } from "./holdings.ts";
import { MonthsCard } from "./MonthsCard.tsx";
import { PublicPage } from "./PublicPage.tsx";
import css from "./public.module.css";

/** How large the programme is, what it holds, and where all money went. */
export default function OverviewPage() {
  const { t } = useTranslation("public");
  const { number } = useFormats();
  const { data, error } = useChain(["public", "holdings"], readHoldings);
  const held = data?.value;
  const source = data && ({ from: "chain", block: data.block } as const);
  return (
    <PublicPage lead={t("overview.lead")}>
      {error === null ? null : <ErrorNotice error={error} />}
      <Card title={t("overview.holds")}>
        <div className="figures">
          <Figure label={t("overview.held")} value={held && <Amount units={held.held} />} source={source} />
          <Figure
            label={t("overview.others")}
            value={held && <Amount units={held.others} />}
            source={source}
            note={t("overview.othersNote")}
          />
          <Figure label={t("overview.company")} value={held && <Amount units={held.company} />} source={source} />
          <Figure label={t("overview.pool")} value={held && <Amount units={held.pool} />} source={source} />
          <Figure label={t("overview.people")} value={held && number(held.people)} source={source} />
        </div>
        {held === undefined ? null : (
          <p className={css.head}>
            {t("overview.head")} <code dir="ltr">{toBeHex(held.head, 20)}</code>
          </p>
        )}
      </Card>
      <IndexerNotice />
      <FlowCard />
      <MonthsCard />
    </PublicPage>
  );
}
