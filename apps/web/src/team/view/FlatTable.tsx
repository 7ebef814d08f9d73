import { useTranslation } from "react-i18next";
import { useFormats } from "../../language/use-formats.ts";
import { shortAddress } from "../../parts/Address.tsx";
import { Empty } from "../../parts/Empty.tsx";
import type { LevelledMember } from "../model/member.ts";
import type { Order, SortKey } from "../model/table.ts";
import { OrderChoice } from "./OrderChoice.tsx";
import css from "./team.module.css";
import { useUnits } from "./use-units.ts";

interface FlatTableProps {
  readonly rows: readonly LevelledMember[];
  readonly order: Order;
  readonly isBusy: boolean;
  readonly onOrder: (order: Order) => void;
}

const COLUMNS = [
  ["id", "person", "start"],
  ["level", "level", "end"],
  ["active", "activity", "start"],
  ["rank", "rank", "end"],
  ["periodSold", "period", "end"],
  ["directs", "directs", "end"],
  ["people", "people", "end"],
  ["teamSold", "sold", "end"],
] as const satisfies readonly (readonly [SortKey, string, string])[];

/** One page of the table; a column's head sorts by it, and once more the other way round. */
export function FlatTable({ rows, order, isBusy, onOrder }: FlatTableProps) {
  const { t } = useTranslation("team");
  const { symbol } = useUnits();
  const names = new Map(COLUMNS.map(([key, column]) => [key, t(`column.${column}`, { symbol })] as const));
  if (rows.length === 0) return <Empty>{t("table.empty")}</Empty>;
  return (
    <>
      <OrderChoice names={names} order={order} onOrder={onOrder} />
      <table className={`table ${css.table}`} aria-busy={isBusy}>
        <caption className="visually-hidden">{t("table.caption")}</caption>
        <thead>
          <tr>
            {COLUMNS.map(([key, column, align]) => (
              <Head
                key={key}
                name={t(`column.${column}`, { symbol })}
                of={key}
                align={align}
                order={order}
                onOrder={onOrder}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={String(row.id)} row={row} />
          ))}
        </tbody>
      </table>
    </>
  );
}

interface HeadProps {
  readonly name: string;
  readonly of: SortKey;
  readonly align: "start" | "end";
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

function Head({ name, of, align, order, onOrder }: HeadProps) {
  const isSorted = order.key === of;
  const sort = isSorted ? (order.descending ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" data-align={align} aria-sort={sort}>
      <button
        type="button"
        className={css.sort}
        data-sort={sort}
        onClick={() => onOrder({ key: of, descending: isSorted ? !order.descending : of !== "id" && of !== "level" })}
      >
        {name}
      </button>
    </th>
  );
}

function Line({ row }: { readonly row: LevelledMember }) {
  const { t } = useTranslation("team");
  const { units, symbol } = useUnits();
  const { number } = useFormats();
  return (
    <tr>
      <th scope="row" data-head={t("column.person")}>
        <a href={`#/team/${row.id}`}>{t("row.person", { id: String(row.id) })}</a>{" "}
        {row.wallet === undefined ? (
          <span className={css.wallet}>{t("row.noWallet")}</span>
        ) : (
          <bdi className={css.wallet} dir="ltr" title={row.wallet}>
            {shortAddress(row.wallet)}
          </bdi>
        )}
      </th>
      <td data-head={t("column.level")} data-align="end">
        {number(row.level)}
      </td>
      <td data-head={t("column.activity")}>{t(row.active ? "row.active" : "row.inactive")}</td>
      <td data-head={t("column.rank")} data-align="end">
        {row.rank === 0 ? "–" : number(row.rank)}
      </td>
      <td data-head={t("column.period", { symbol })} data-align="end">
        {units(row.periodSold)}
      </td>
      <td data-head={t("column.directs")} data-align="end">
        {number(row.directs)}
      </td>
      <td data-head={t("column.people")} data-align="end">
        {number(row.people)}
      </td>
      <td data-head={t("column.sold", { symbol })} data-align="end">
        {units(row.teamSold)}
      </td>
    </tr>
  );
}
