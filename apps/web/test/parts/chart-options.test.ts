import { expect } from "chai";
import type { ChartProps } from "../../src/parts/Chart.tsx";
import { chartOptions } from "../../src/parts/chart-options.ts";

const colours = { text: "t", line: "l", surface: "s", series: ["a", "b"] };
const still = { rtl: false, still: true };
const props: ChartProps = {
  caption: "Earned by month",
  kind: "bar",
  categories: ["Jan", "Feb"],
  series: [{ name: "Earned", values: [1_000_000n, 2_500_000n] }],
  format: (value) => `${value} units`,
};

interface Options {
  readonly animation: boolean;
  readonly legend: { readonly show?: boolean };
  readonly tooltip: { valueFormatter(value: unknown): string };
  readonly xAxis: { readonly data: string[]; readonly inverse: boolean };
  readonly yAxis: { readonly position: string };
  readonly series: readonly {
    readonly data: number[];
    readonly stack?: string;
    readonly lineStyle: { type: string };
  }[];
}

const optionsOf = (changes: Partial<ChartProps> = {}, manner = still) =>
  chartOptions({ ...props, ...changes }, colours, manner) as unknown as Options;

describe("what a chart draws", () => {
  it("has the values by category, in words where they are shown", () => {
    const options = optionsOf();
    expect(options.xAxis.data).to.deep.equal(["Jan", "Feb"]);
    expect(options.series[0]?.data).to.deep.equal([1_000_000, 2_500_000]);
    expect(options.tooltip.valueFormatter(2_500_000)).to.equal("2500000 units");
  });

  it("has a legend, and other strokes, for several series only", () => {
    expect(optionsOf().legend.show).to.equal(false);
    const several = optionsOf({ series: [...props.series, { name: "Claimed", values: [0n, 1n] }] });
    expect(several.legend.show).to.equal(undefined);
    expect(several.series.map(({ lineStyle }) => lineStyle.type)).to.deep.equal(["solid", "dashed"]);
  });

  it("puts series on top of each other where it is told to", () => {
    expect(optionsOf().series[0]?.stack).to.equal(undefined);
    expect(optionsOf({ stacked: true }).series[0]?.stack).to.equal("all");
  });

  it("begins at the right in languages that do, and does not move where motion is unwanted", () => {
    const rtl = optionsOf({}, { rtl: true, still: false });
    expect([rtl.xAxis.inverse, rtl.yAxis.position, rtl.animation]).to.deep.equal([true, "right", true]);
    const ltr = optionsOf();
    expect([ltr.xAxis.inverse, ltr.yAxis.position, ltr.animation]).to.deep.equal([false, "left", false]);
  });
});
