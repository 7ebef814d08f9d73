import type { Plan } from "../../../../examples/company/generator/story.ts";
import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { aligned, grouped, wrapped } from "../../../../packages/cli/src/terminal/text.ts";
import { formatBasisPoints } from "../../../../packages/protocol/src/index.ts";
import { dayOf } from "../../../local/time.ts";
import type { Report } from "../../main-job.ts";
import { timeOf } from "../../run/stage.ts";
import { planChange } from "../../run/turning-points.ts";
import type { PlanSum } from "../plans.ts";

/** What each plan paid of a CV of 100. */
export function renderPlans({ plans, stage }: Report, setting: Setting): string {
  const { story, programme } = stage;
  const { decimals, symbol } = programme.unit;
  const of = (part: (sum: PlanSum) => string) => plans.map(part);
  const hundred = (units: (sum: PlanSum) => bigint) => of((sum) => perHundred(units(sum), sum.volume));
  const rows = [
    ["sales that pay and stand", ...of(({ sales }) => grouped(sales))],
    [`their CV, ${symbol}`, ...of(({ volume }) => aligned(volume, decimals))],
    ["of each 100 of it: the seller", ...hundred(({ own }) => own)],
    ["  his uplines", ...hundred(({ uplines }) => uplines)],
    ["  the company", ...hundred(({ volume, own, uplines }) => volume - own - uplines)],
    ["uplines paid a sale", ...of(({ paidUplines, sales }) => ratio(paidUplines, sales))],
    ["purchases for oneself, which pay nothing", ...of(({ personal }) => grouped(personal))],
  ];
  const columns = [{ head: "" }, ...plans.map(({ version }) => right(`plan ${version}`))];
  const change = planChange(story);
  const from = change === undefined ? "" : `, from ${dayOf(timeOf(change))} on`;
  const say = (text: string) => wrapped(text, Math.min(setting.width, 100), "  ", "    ");
  return [
    heading("Before and after the change of the plan", setting),
    table(columns, rows, setting.colours.dim),
    "",
    say(`Plan 1: ${inWords(story.plans[0])}`),
    say(`Plan 2${from}: ${inWords(story.plans[1])}`),
  ].join("\n");
}

/** Rounded down to a hundredth. */
function perHundred(part: bigint, whole: bigint): string {
  return whole === 0n ? "–" : aligned((part * 10_000n) / whole, 2);
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? "–" : (part / whole).toFixed(2);
}

function inWords({ rates, openRanks, rankRates }: Plan): string {
  const list = (shares: readonly bigint[]) => shares.map(formatBasisPoints).join(", ");
  const ranked = openRanks.some((rank) => rank > 0n) ? " (the last ones need a rank)" : "";
  const byRank = rankRates.length === 0 ? "" : `; and by rank, less what is paid by rank below: ${list(rankRates)}`;
  return `the seller and those above him ${list(rates)} of the CV${ranked}${byRank}.`;
}
