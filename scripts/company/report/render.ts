import type { Setting } from "../../../packages/cli/src/terminal/section.ts";
import { grouped } from "../../../packages/cli/src/terminal/text.ts";
import { renderJournal } from "../../local/report/journal.ts";
import { dayOf } from "../../local/time.ts";
import { type Repeating, renderSecondOpinion } from "../../second-opinion/section.ts";
import type { Report } from "../main-job.ts";
import { OPENING } from "../run/stage.ts";
import { renderEarnings } from "./sections/earnings.ts";
import { renderGas } from "./sections/gas.ts";
import { renderHappenings } from "./sections/happenings.ts";
import { renderMoney } from "./sections/money.ts";
import { renderPlans } from "./sections/plans.ts";
import { renderReturns } from "./sections/returns.ts";
import { renderSales } from "./sections/sales.ts";

/** The report as a person reads it. */
export function renderReport(report: Report, setting: Setting, repeating: Repeating): string {
  const opinion = () => renderSecondOpinion(report.opinion, repeating, setting);
  const sections = [
    title,
    renderMoney,
    renderSales,
    renderReturns,
    renderPlans,
    renderEarnings,
    renderHappenings,
    renderGas,
    journal,
    opinion,
    duration,
  ];
  return `\n${sections.map((section) => section(report, setting)).join("\n\n")}\n`;
}

function title({ size, stage }: Report, { colours }: Setting): string {
  const { people, months, seed } = size;
  const span = `${dayOf(OPENING)} to ${dayOf(stage.now)}`;
  return colours.bold(`An invented company: ${grouped(people)} people, ${months} months, seed ${seed}; ${span}`);
}

function journal({ journal }: Report, setting: Setting): string {
  return renderJournal(journal, setting);
}

function duration({ seconds }: Report, { colours }: Setting): string {
  const { setUp, story, check } = seconds;
  const all = (setUp + story + check).toFixed(1);
  return colours.dim(`${all} seconds: ${setUp} to deploy and open, ${story} for the story, ${check} to check it.`);
}
