import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { FIXED_KEY } from "../../chain/keys.ts";
import { useFormats } from "../../language/use-formats.ts";
import { shopPath } from "../../links/shop-link.ts";
import { Address } from "../../parts/Address.tsx";
import { Amount } from "../../parts/Amount.tsx";
import { Card } from "../../parts/Card.tsx";
import { Lines } from "../../parts/Lines.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Notice } from "../../parts/Notice.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import { Time } from "../../parts/Time.tsx";
import { TransactionLink } from "../../parts/TransactionLink.tsx";
import { SplitTable } from "../../split/SplitTable.tsx";
import { partsOfSale } from "../../split/split.ts";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { readOrderKey, saleIdText } from "./order-path.ts";
import { type Order, readOrders } from "./read-order.ts";
import { StandingCard } from "./StandingCard.tsx";
import { useReads } from "./use-reads.ts";

type SaleLine = Order["sale"]["lines"][number];

/** One order, or all that a transaction placed. */
export default function OrderPage() {
  const { t } = useTranslation("orders");
  const { key: text } = useParams<{ key: string }>();
  const key = readOrderKey(text);
  const reads = useReads();
  const { data, error } = useQuery({
    queryKey: [FIXED_KEY, "order", text],
    queryFn: () => (reads === undefined || key === undefined ? [] : readOrders(reads, key)),
    enabled: reads !== undefined && key !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
  });
  return (
    <>
      <h1>{t("order.title")}</h1>
      {key === undefined ? <Notice kind="error">{t("order.unreadable")}</Notice> : null}
      {error === null ? null : <ErrorNotice error={error} />}
      {data === undefined && error === null && key !== undefined ? <Loading /> : null}
      {data?.map((order, place) => (
        <OrderOf key={order.sale.final ? place : String(order.sale.id)} order={order} />
      ))}
      <p>
        <Link href="/orders">{t("order.all")}</Link>
      </p>
    </>
  );
}

function OrderOf({ order }: { readonly order: Order }) {
  const { t } = useTranslation("orders");
  const { sale, block } = order;
  return (
    <>
      <StandingCard sale={sale} />
      <Receipt order={order} />
      <Card title={t("order.split")} aside={<SourceMark source={{ from: "chain", block }} />}>
        <SplitTable parts={partsOfSale(sale)} total={sale.total} />
        <p className="muted">{t("order.splitNote")}</p>
      </Card>
    </>
  );
}

function Receipt({ order }: { readonly order: Order }) {
  const { t } = useTranslation("orders");
  const { number } = useFormats();
  const { sale, transaction, block, placedAt } = order;
  const link = { seller: sale.seller, campaign: sale.campaign };
  const columns: readonly Column<SaleLine>[] = [
    {
      key: "product",
      head: t("line.product"),
      cell: ({ product }) => (
        <Link href={shopPath({ ...link, product })}>{t("line.name", { number: number(product) })}</Link>
      ),
    },
    { key: "quantity", head: t("line.quantity"), align: "end", cell: ({ quantity }) => number(quantity) },
    { key: "price", head: t("line.price"), align: "end", cell: ({ unitPrice }) => <Amount units={unitPrice} /> },
    {
      key: "sum",
      head: t("line.sum"),
      align: "end",
      cell: ({ quantity, unitPrice }) => <Amount units={quantity * unitPrice} />,
    },
  ];
  const lines = [
    { label: t("order.total"), value: <Amount units={sale.total} /> },
    { label: t("order.placed"), value: <Time seconds={placedAt} /> },
    { label: t("order.seller"), value: t("order.person", { id: String(sale.seller) }) },
    { label: t("order.buyer"), value: <Address address={sale.buyer} /> },
    ...(sale.payer === sale.buyer ? [] : [{ label: t("order.payer"), value: <Address address={sale.payer} /> }]),
    ...(sale.campaign === 0n ? [] : [{ label: t("order.campaign"), value: number(sale.campaign) }]),
    { label: t("order.plan"), value: number(sale.plan) },
    { label: t("order.chain"), value: <TransactionLink hash={transaction} /> },
    ...(sale.final ? [] : [{ label: t("order.id"), value: <bdi dir="ltr">{saleIdText(sale.id)}</bdi> }]),
  ];
  return (
    <Card title={t("order.receipt")} aside={<SourceMark source={{ from: "chain", block }} />}>
      <Table
        caption={t("order.lines")}
        columns={columns}
        rows={sale.lines}
        keyOf={({ product, unitPrice }) => `${product} ${unitPrice}`}
      />
      <Lines lines={lines} />
    </Card>
  );
}
