import { SALE_KINDS, type SaleKind } from "@upline/protocol";
import type { GrowthRow } from "../../../sums/growth.ts";
import { day, grouped } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { newest } from "../newest.ts";
import { compact, type Drawing, FILLS, INK, type Picture, tokens } from "./drawing.ts";

/** People, sellers and customers by period. */
export function growthPicture({ growth: all, people }: AuditReport): Picture | undefined {
  const growth = newest(all.filter(({ full }) => full)).rows;
  if (growth.length < 2) return undefined;
  const draw = (narrow: boolean): Drawing => ({
    height: narrow ? 280 : 320,
    option: {
      ...frame(growth, narrow),
      series: [
        line("enrolled people", growth, (row) => row.people, { type: "solid", width: 3 }, "rect"),
        line("customers who bought", growth, (row) => row.customers, { type: "dashed", width: 2 }, "circle"),
        line("distributors who sold", growth, (row) => row.sellers, { type: "dotted", width: 2 }, "triangle"),
      ],
    },
  });
  return {
    id: "growth",
    title: "The network by period",
    figures: `${grouped(people.enrolled)} people are enrolled at the audited block.`,
    description: `Full periods only. Solid line, with squares: people enrolled at the end of each. Dashed, with circles: different customers who bought in it. Dotted, with triangles: different distributors who sold in it.`,
    wide: draw(false),
    narrow: draw(true),
  };
}

const KIND_WORDS: Readonly<Record<SaleKind, string>> = {
  retail: "to customers",
  personal: "own purchases",
  distributor: "to other distributors",
  recorded: "recorded by the company",
};

/** What was sold in each period, by who bought it. */
export function salesPicture({ growth: all, audited: { token } }: AuditReport): Picture | undefined {
  const growth = newest(all.filter(({ full }) => full)).rows;
  if (growth.length < 2) return undefined;
  const used = SALE_KINDS.filter((kind) => growth.some((row) => row.totals[kind] > 0n));
  if (used.length === 0) return undefined;
  const draw = (narrow: boolean): Drawing => ({
    height: narrow ? 300 : 320,
    option: {
      ...frame(growth, narrow),
      series: used.map((kind) => ({
        name: KIND_WORDS[kind],
        type: "bar",
        stack: "sales",
        barCategoryGap: "25%",
        itemStyle: { borderColor: INK, borderWidth: 0.5, ...FILLS[SALE_KINDS.indexOf(kind)] },
        data: growth.map((row) => tokens(row.totals[kind], token.decimals)),
      })),
    },
  });
  return {
    id: "sales",
    title: `Sales by period, in ${token.symbol}`,
    figures: "The table below has each period.",
    description:
      "Full periods only. Each bar is what was paid for sales placed in one, from the bottom: to customers (filled), own purchases (lines), to other distributors (dots), recorded by the company (thin lines on white); only those that occurred.",
    wide: draw(false),
    narrow: draw(true),
  };
}

function frame(growth: readonly GrowthRow[], narrow: boolean) {
  const size = narrow ? 11 : 13;
  return {
    aria: { enabled: true, label: { enabled: false } },
    grid: { left: narrow ? 40 : 56, right: 16, top: narrow ? 92 : 44, bottom: 28 },
    legend: {
      top: 0,
      left: 0,
      padding: 0,
      itemGap: narrow ? 5 : 26,
      itemWidth: 30,
      itemHeight: 13,
      textStyle: { color: INK, fontSize: size },
      orient: narrow ? "vertical" : "horizontal",
    },
    xAxis: {
      type: "category",
      data: growth.map(({ from }) => day(from)),
      axisLabel: { color: INK, fontSize: size, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: INK, fontSize: size, formatter: compact },
      splitLine: { lineStyle: { color: "#d6dde4" } },
    },
  };
}

function line(
  name: string,
  growth: readonly GrowthRow[],
  value: (row: GrowthRow) => number,
  lineStyle: { readonly type: string; readonly width: number },
  symbol: string,
) {
  const itemStyle = { color: INK };
  const thinned = growth.length > 40 ? "none" : symbol;
  return {
    name,
    type: "line",
    symbol: thinned,
    symbolSize: 6,
    showAllSymbol: true,
    itemStyle,
    lineStyle: { ...lineStyle, color: INK },
    data: growth.map(value),
  };
}
