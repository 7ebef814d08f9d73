import { lazy, type ReactNode, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "./Empty.tsx";
import { Loading } from "./Loading.tsx";
import { type Column, Table } from "./Table.tsx";

/** One line or row of bars. */
export interface Series {
  readonly name: string;
  /** A value for each category, exact; drawn as near as a screen shows it. */
  readonly values: readonly bigint[];
}

export interface ChartProps {
  /** What is shown, as a heading of its table. */
  readonly caption: string;
  readonly kind: "line" | "bar";
  /** What stands along the axis, for example months. Each is there once. */
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** Bars or areas on top of each other. */
  readonly stacked?: boolean;
  /** A value in words, for example an amount with its symbol. */
  format(value: bigint): string;
  /** Shown in place of a chart without categories. */
  readonly empty?: ReactNode;
}

const Drawing = lazy(() => import("./ChartDrawing.tsx"));

/** A chart with a table of the same values, for keyboard and screen reader. The drawing is loaded when it is shown. */
export function Chart(props: ChartProps) {
  const { t } = useTranslation("common");
  const id = useId();
  const { caption, categories, series, format, empty } = props;
  if (categories.length === 0) return <Empty>{empty}</Empty>;
  const rows = categories.map((category, place) => ({ category, place }));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: "category", head: "", cell: ({ category }) => category },
    ...series.map(
      ({ name, values }): Column<(typeof rows)[number]> => ({
        key: name,
        head: name,
        align: "end",
        cell: ({ place }) => <bdi>{format(values[place] ?? 0n)}</bdi>,
      }),
    ),
  ];
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id} className="visually-hidden">
        {caption}
      </figcaption>
      <Suspense fallback={<Loading />}>
        <Drawing {...props} />
      </Suspense>
      <details>
        <summary>{t("parts.table")}</summary>
        <Table caption={caption} columns={columns} rows={rows} keyOf={({ category }) => category} />
      </details>
    </figure>
  );
}
