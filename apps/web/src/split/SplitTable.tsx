import { useTranslation } from "react-i18next";
import { Amount } from "../parts/Amount.tsx";
import { type Column, Table } from "../parts/Table.tsx";
import type { Part } from "./split.ts";

type Row = Part | { readonly who: "total"; readonly amount: bigint };

interface SplitTableProps {
  readonly parts: readonly Part[];
  /** What the buyer pays, in token units: the sum of the parts. */
  readonly total: bigint;
}

/** Who gets what of a price, to the unit, with the sum below. */
export function SplitTable({ parts, total }: SplitTableProps) {
  const { t } = useTranslation("shop");
  const columns: readonly Column<Row>[] = [
    { key: "who", head: t("split.who"), cell: (row) => <Who row={row} /> },
    { key: "for", head: t("split.for"), cell: (row) => <For row={row} /> },
    { key: "amount", head: t("split.amount"), align: "end", cell: ({ amount }) => <Amount units={amount} /> },
  ];
  const rows: readonly Row[] = [...parts, { who: "total", amount: total }];
  return <Table caption={t("split.title")} columns={columns} rows={rows} keyOf={keyOf} />;
}

const keyOf = (row: Row) => ("id" in row ? `${row.who} ${row.id}` : row.who);

function Who({ row }: { readonly row: Row }) {
  const { t } = useTranslation("shop");
  if ("id" in row) return t("split.person", { id: String(row.id) });
  return row.who === "total" ? <strong>{t("split.total")}</strong> : t(`split.${row.who}`);
}

function For({ row }: { readonly row: Row }) {
  const { t } = useTranslation("shop");
  switch (row.who) {
    case "seller":
      return row.profit === 0n ? (
        t("split.sells")
      ) : (
        <>
          {t("split.sellsWithProfit")} <Amount units={row.profit} />
        </>
      );
    case "upline":
      return row.level === undefined ? t("split.upline") : t("split.level", { level: String(row.level) });
    case "pool":
      return t("split.poolFor");
    case "company":
      return t("split.companyFor");
    case "total":
      return t("split.totalFor");
  }
}
