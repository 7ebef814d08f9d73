import { useTranslation } from "react-i18next";
import { useChainState } from "../../chain/ChainContext.tsx";
import { useIndexed, useIndexer } from "../../indexer/use-indexed.ts";
import { useFormats } from "../../language/use-formats.ts";
import { Card } from "../../parts/Card.tsx";
import { Chart } from "../../parts/Chart.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { readMonths } from "./months.ts";

/** Sales and refunds by month. */
export function MonthsCard() {
  const { t } = useTranslation("public");
  const { amountOf } = useFormats();
  const { unit } = useChainState();
  const { status, source } = useIndexer();
  const { data } = useIndexed(["public", "months"], readMonths, { enabled: status === "answers" });
  if (status !== "answers" || data === undefined) return null;
  return (
    <Card title={t("months.title")} aside={<SourceMark source={source} />}>
      <Chart
        caption={t("months.title")}
        kind="bar"
        categories={data.map(({ month }) => month)}
        series={[
          { name: t("months.placed"), values: data.map(({ placed }) => placed) },
          { name: t("months.refunded"), values: data.map(({ refunded }) => refunded) },
        ]}
        format={(units) => amountOf(units, unit, 2)}
        empty={t("flow.none")}
      />
    </Card>
  );
}
