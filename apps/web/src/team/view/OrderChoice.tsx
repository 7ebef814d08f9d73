import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Order, SortKey } from "../model/table.ts";
import { Choice } from "./Choice.tsx";
import css from "./team.module.css";

interface OrderChoiceProps {
  /** What the columns are called. */
  readonly names: ReadonlyMap<SortKey, string>;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
}

const DIRECTIONS = ["ascending", "descending"] as const;

/** The order of the rows on a narrow page, where the table has no heads. */
export function OrderChoice({ names, order, onOrder }: OrderChoiceProps) {
  const { t } = useTranslation("team");
  const id = useId();
  return (
    <div className={css.order}>
      <div className={css.filter}>
        <label htmlFor={id}>{t("sort.label")}</label>
        <select
          id={id}
          value={order.key}
          onChange={({ target }) => onOrder({ ...order, key: target.value as SortKey })}
        >
          {[...names].map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Choice
        label={t("sort.direction")}
        options={DIRECTIONS.map((value) => ({ value, text: t(`sort.${value}`) }))}
        value={order.descending ? "descending" : "ascending"}
        onChange={(direction) => onOrder({ ...order, descending: direction === "descending" })}
      />
    </div>
  );
}
