import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useChainState } from "../../chain/ChainContext.tsx";
import { useFormats } from "../../language/use-formats.ts";
import { shortAddress } from "../../parts/Address.tsx";
import { Button } from "../../parts/Button.tsx";
import { Card } from "../../parts/Card.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { type OrderRow, OrderTable } from "./OrderTable.tsx";
import { pathOf, saleIdText } from "./order-path.ts";
import { type PastOrder, readHistory } from "./read-order.ts";
import { useReads } from "./use-reads.ts";

/** A wallet's orders out of the chain's events: slower, read when the page is opened and when asked. */
export function ChainHistory({ account }: { readonly account: string }) {
  const { t } = useTranslation("orders");
  const { number } = useFormats();
  const { latest } = useChainState();
  const reads = useReads();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["orders", "chain", account],
    queryFn: async () => ({
      block: latest.number,
      orders: reads === undefined ? [] : await readHistory(reads, account),
    }),
    enabled: reads !== undefined,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const rows = data?.orders.map((order) => rowOf(order, number(order.block)));
  return (
    <Card title={t("yours")} aside={data && <SourceMark source={{ from: "chain", block: data.block }} />}>
      <Notice kind="info">{t("slow")}</Notice>
      {error === null ? null : <ErrorNotice error={error} />}
      {rows === undefined ? error === null && <Loading /> : <OrderTable rows={rows} />}
      <p>
        <Button kind="plain" disabled={isFetching} onClick={() => void refetch()}>
          {t("again")}
        </Button>
      </p>
    </Card>
  );
}

function rowOf({ sale, transaction, status }: PastOrder, block: string): OrderRow {
  return {
    path: pathOf(sale, transaction),
    name: shortAddress(sale.final ? transaction : saleIdText(sale.id)),
    placedAt: undefined,
    block,
    seller: sale.seller,
    total: sale.total,
    state: status?.state ?? "none",
    deadline: status?.deadline ?? 0n,
  };
}
