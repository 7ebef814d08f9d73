import type { SaleState } from "@upline/protocol";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useNow } from "../../chain/use-now.ts";
import { Amount } from "../../parts/Amount.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import { Time } from "../../parts/Time.tsx";

/** A row of a wallet's orders. */
export interface OrderRow {
  /** Path of the order's page. */
  readonly path: string;
  /** What tells it apart from others, in short. */
  readonly name: string;
  /** When it was placed, in seconds since 1970; undefined: only the block is known. */
  readonly placedAt: bigint | undefined;
  readonly block: string;
  readonly seller: bigint;
  /** In token units. */
  readonly total: bigint;
  /** `none`: the sale was final at once. */
  readonly state: SaleState;
  /** Of the present state, in seconds since 1970. */
  readonly deadline: bigint;
}

/** Orders, the latest first. */
export function OrderTable({ rows }: { readonly rows: readonly OrderRow[] }) {
  const { t } = useTranslation("orders");
  const columns: readonly Column<OrderRow>[] = [
    {
      key: "order",
      head: t("column.order"),
      cell: ({ path, name }) => (
        <Link href={path}>
          <bdi dir="ltr">{name}</bdi>
        </Link>
      ),
    },
    {
      key: "placed",
      head: t("column.placed"),
      cell: ({ placedAt, block }) =>
        placedAt === undefined ? t("column.block", { block }) : <Time seconds={placedAt} />,
    },
    { key: "seller", head: t("column.seller"), cell: ({ seller }) => t("order.person", { id: String(seller) }) },
    { key: "total", head: t("column.total"), align: "end", cell: ({ total }) => <Amount units={total} /> },
    { key: "state", head: t("column.state"), cell: (row) => <State row={row} /> },
  ];
  return <Table caption={t("title")} columns={columns} rows={rows} keyOf={({ path, name }) => `${path} ${name}`} />;
}

function State({ row: { state, deadline } }: { readonly row: OrderRow }) {
  const { t } = useTranslation("orders");
  const now = useNow();
  if (state === "escrowed" && now < deadline) {
    return (
      <>
        {t("state.returnable")} <Time seconds={deadline} />
      </>
    );
  }
  return t(`state.${state}`);
}
