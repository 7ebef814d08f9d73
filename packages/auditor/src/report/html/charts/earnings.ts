import { grouped, percent } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { bandName } from "../bands.ts";
import { type Drawing, FILLS, INK, type Picture } from "./drawing.ts";

/** How many people earned how much. */
export function earningsPicture(report: AuditReport): Picture | undefined {
  const { earners, people, audited } = report;
  if (people.enrolled === 0) return undefined;
  const names = earners.bands.map((band) => bandName(band, audited.token));
  const counts = earners.bands.map((band) => band.people);
  const told = names.map((name, place) => `${name}: ${percent(counts[place] ?? 0, people.enrolled)}`);
  return {
    id: "earnings",
    title: "How many people earned how much, since the programme began",
    description: `Each bar counts people, all ${grouped(people.enrolled)} enrolled together; earnings are commissions and retail profit.`,
    figures: told.join("; "),
    wide: bars(names, counts, people.enrolled, 190, 15),
    narrow: bars(names, counts, people.enrolled, 112, 12),
  };
}

function bars(names: readonly string[], counts: readonly number[], all: number, left: number, size: number): Drawing {
  const label = {
    show: true,
    position: "right",
    color: INK,
    fontSize: size - 1,
    formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
      const people = counts[counts.length - 1 - dataIndex] ?? 0;
      return `${grouped(people)} (${percent(people, all)})`;
    },
  };
  return {
    height: 34 * names.length + 10,
    option: {
      grid: { left, right: 100, top: 4, bottom: 4 },
      xAxis: { type: "value", show: false },
      yAxis: {
        type: "category",
        data: names.toReversed(),
        axisTick: { show: false },
        axisLabel: { color: INK, fontSize: size - 1, width: left - 10, overflow: "break" },
      },
      series: [
        {
          type: "bar",
          barWidth: 20,
          label,
          data: counts.toReversed().map((value, place) => ({
            value,
            // Who earned nothing is set apart by its pattern.
            itemStyle: place === counts.length - 1 ? FILLS[1] : FILLS[0],
          })),
        },
      ],
    },
  };
}
