import { useTranslation } from "react-i18next";
import { useIndexed, useIndexer } from "../../indexer/use-indexed.ts";
import { useFormats } from "../../language/use-formats.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Card } from "../../parts/Card.tsx";
import { Empty } from "../../parts/Empty.tsx";
import { Lines } from "../../parts/Lines.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { type Flow, isWhole, readFlow } from "./flow.ts";
import css from "./public.module.css";

const WENT = ["profit", "commission", "company", "pool", "refunded", "escrow"] as const;
const PAID = ["paid", "paidCompany", "poolSpent"] as const;

/** Where the money of all sales went. Hidden where no indexer answers: the chain does not sum it up. */
export function FlowCard() {
  const { t } = useTranslation("public");
  const { status, source } = useIndexer();
  const { data, isPending } = useIndexed(["public", "flow"], async (indexer) => (await readFlow(indexer)) ?? null, {
    enabled: status === "answers",
  });
  if (status !== "answers") return null;
  return (
    <Card title={t("flow.title")} aside={<SourceMark source={source} />}>
      {isPending ? <Loading /> : data == null ? <Empty>{t("flow.none")}</Empty> : <FlowLines flow={data} />}
    </Card>
  );
}

function FlowLines({ flow }: { readonly flow: Flow }) {
  const { t } = useTranslation("public");
  const { number, percent } = useFormats();
  const share = (part: bigint) => (flow.placed === 0n ? "" : ` · ${percent((part * 10_000n) / flow.placed)}`);
  const placed = { label: t("flow.placed", { count: flow.sales, number: number(flow.sales) }), units: flow.placed };
  return (
    <>
      <Lines
        lines={[
          { label: placed.label, value: <Amount units={placed.units} /> },
          ...WENT.map((name) => ({
            label: t(`flow.${name}`),
            value: (
              <>
                <Amount units={flow[name]} />
                {share(flow[name])}
              </>
            ),
          })),
        ]}
      />
      {isWhole(flow) ? (
        <p className={css.whole}>{t("flow.whole")}</p>
      ) : (
        <Notice kind="error">{t("flow.broken")}</Notice>
      )}
      <h3>{t("flow.out")}</h3>
      <Lines lines={PAID.map((name) => ({ label: t(`flow.${name}`), value: <Amount units={flow[name]} /> }))} />
    </>
  );
}
