import { percent } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { compact, type Drawing, FILLS, INK, type Picture, tokens } from "./drawing.ts";

interface Flow {
  readonly name: string;
  readonly from: string;
  readonly units: bigint;
}

/** From the buyers' payments to everybody who got a part, as a flow; on a phone as bars. */
export function moneyPicture(report: AuditReport): Picture | undefined {
  const flows = flowsOf(report).filter(({ units }) => units > 0n);
  if (flows.length === 0) return undefined;
  const parts = flows.map(({ name, units }) => `${name} ${percent(units, report.money.placed.total)}`);
  return {
    id: "money",
    title: "From what buyers paid to who got it",
    description: "The size of each part is its sum; the shares are of all that buyers paid.",
    figures: parts.join(", "),
    wide: sankey(flows, report),
    narrow: bars(flows, report),
  };
}

const PAID = "paid by buyers";
const SETTLED = "paid out";

function flowsOf({ money }: AuditReport): readonly Flow[] {
  const part = (name: string, units: bigint) => ({ name, from: SETTLED, units });
  return [
    { name: SETTLED, from: PAID, units: money.settled.total },
    part("retail profit", money.profit),
    ...money.levels.map((units, level) => part(`level ${level}`, units)),
    part("by rank", money.byRank),
    part("not explained", money.other),
    part("bonus pool", money.pool),
    part("the company", money.company),
    { name: "refunded", from: PAID, units: money.refunded.total },
    { name: "in escrow", from: PAID, units: money.escrowed.total },
  ];
}

function sankey(flows: readonly Flow[], { money, audited: { token } }: AuditReport): Drawing {
  const sums = new Map([
    [PAID, money.placed.total],
    ...flows.map(({ name, units }): [string, bigint] => [name, units]),
  ]);
  const label = (name: string) =>
    `${name}  ${compact(tokens(sums.get(name) ?? 0n, token.decimals))} (${percent(sums.get(name) ?? 0n, money.placed.total)})`;
  const series = {
    type: "sankey",
    left: 6,
    right: 190,
    top: 10,
    bottom: 10,
    nodeWidth: 14,
    nodeGap: 20,
    draggable: false,
    layoutIterations: 0,
    data: [...sums.keys()].map((name, place) => ({
      name,
      itemStyle: { color: place % 2 === 0 ? "#1f4e79" : "#4f7ea8" },
    })),
    links: flows.map(({ from, name, units }) => ({
      source: from,
      target: name,
      value: tokens(units, token.decimals),
    })),
    lineStyle: { color: "#b8c9d9", opacity: 0.75, curveness: 0.5 },
    label: { color: INK, fontSize: 13, formatter: ({ name }: { readonly name: string }) => label(name) },
  };
  return { height: Math.max(260, 34 * flows.length), option: { series: [series] } };
}

function bars(flows: readonly Flow[], { money, audited: { token } }: AuditReport): Drawing {
  const rows = [{ name: PAID, units: money.placed.total }, ...flows].reverse();
  return {
    height: 46 * rows.length,
    option: {
      grid: { left: 4, right: 8, top: 14, bottom: 4, containLabel: false },
      xAxis: { type: "value", show: false },
      yAxis: { type: "category", show: false, data: rows.map(({ name }) => name) },
      series: [
        {
          type: "bar",
          barWidth: 16,
          itemStyle: FILLS[0],
          data: rows.map(({ units }) => tokens(units, token.decimals)),
          label: {
            show: true,
            position: [0, -18],
            color: INK,
            fontSize: 13,
            formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
              const { name = "", units = 0n } = rows[dataIndex] ?? {};
              return `${name}  ${compact(tokens(units, token.decimals))} (${percent(units, money.placed.total)})`;
            },
          },
        },
      ],
    },
  };
}
