import type { EChartsCoreOption } from "echarts/core";
import type { ChartProps } from "./Chart.tsx";

/** The page's colours, as the browser shows them at the moment. */
export interface ChartColours {
  readonly text: string;
  readonly line: string;
  readonly surface: string;
  readonly series: readonly string[];
}

/** How it is drawn. */
export interface ChartManner {
  /** The axis begins at the right. */
  readonly rtl: boolean;
  /** Nothing moves. */
  readonly still: boolean;
}

/** Lines of one colour are told apart by their strokes as well. */
const STROKES = ["solid", "dashed", "dotted"] as const;

/** What ECharts draws. */
export function chartOptions(
  { kind, categories, series, stacked = false, format }: ChartProps,
  { text, line, surface, series: colours }: ChartColours,
  { rtl, still }: ChartManner,
): EChartsCoreOption {
  const exact = (value: unknown) => format(BigInt(Math.round(Number(value))));
  return {
    animation: !still,
    color: [...colours],
    textStyle: { color: text, fontFamily: "inherit" },
    grid: { top: series.length > 1 ? 36 : 12, bottom: 4, left: 4, right: 4, containLabel: true },
    legend: series.length > 1 ? { top: 0, textStyle: { color: text } } : { show: false },
    tooltip: {
      trigger: "axis",
      backgroundColor: surface,
      borderColor: line,
      textStyle: { color: text },
      valueFormatter: exact,
    },
    xAxis: {
      type: "category",
      data: [...categories],
      inverse: rtl,
      axisLine: { lineStyle: { color: line } },
      axisLabel: { color: text, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      position: rtl ? "right" : "left",
      splitLine: { lineStyle: { color: line } },
      axisLabel: { color: text, formatter: exact, hideOverlap: true },
    },
    series: series.map(({ name, values }, place) => ({
      name,
      type: kind,
      // A screen has fewer pixels than a number has digits; the table has every digit.
      data: values.map(Number),
      ...(stacked ? { stack: "all" } : {}),
      ...(kind === "bar" ? { barMaxWidth: 36 } : { showSymbol: categories.length < 40 }),
      lineStyle: { width: 2, type: STROKES[place % STROKES.length] },
    })),
  };
}
