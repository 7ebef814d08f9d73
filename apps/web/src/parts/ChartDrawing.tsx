import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ChartProps } from "./Chart.tsx";
import { chartOptions } from "./chart-options.ts";
import { useColours } from "./use-colours.ts";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** The drawing of a chart; hidden from screen readers, which read the table. */
export default function ChartDrawing(props: ChartProps) {
  const ref = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const colours = useColours();
  useEffect(() => {
    const place = ref.current;
    if (place === null) return;
    const made = init(place, undefined, { renderer: "svg" });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const rtl = document.documentElement.dir === "rtl";
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart.current?.setOption(chartOptions(props, colours, { rtl, still }), { notMerge: true });
  }, [props, colours]);
  return <div ref={ref} className="chart-drawing" aria-hidden="true" />;
}
