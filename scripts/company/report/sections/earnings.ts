import { heading, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { grouped, percent, wrapped } from "../../../../packages/cli/src/terminal/text.ts";
import { formatAmount } from "../../../../packages/protocol/src/index.ts";
import type { Report } from "../../main-job.ts";

/** Who earned how much, in plain words. */
export function renderEarnings({ earnings, size, stage }: Report, setting: Setting): string {
  const { people, nothing, total, median, p90, p99, most, best, topTenth } = earnings;
  const money = (units: bigint) => formatAmount(units, stage.programme.unit);
  const sentences = [
    `Of ${grouped(people)} people, ${grouped(nothing)} earned nothing in these ${size.months} months, ${percent(BigInt(nothing), BigInt(people))}.`,
    `Half of them earned at most ${money(median)}, nine of ten at most ${money(p90)}, ninety-nine of a hundred at most ${money(p99)}.`,
    best === undefined ? "Nobody earned anything." : `The most, ${money(most)}, was earned by distributor ${best}.`,
    `The tenth who earned the most has ${percent(topTenth, total) || "nothing"} of all ${money(total)}. What people spent themselves is not taken off.`,
  ];
  const width = Math.min(setting.width, 100);
  return [
    heading("What people earned", setting),
    ...sentences.map((sentence) => wrapped(`- ${sentence}`, width, "  ", "    ")),
  ].join("\n");
}
