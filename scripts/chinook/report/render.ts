import { heading, type Setting } from "../../../packages/cli/src/terminal/section.ts";
import { wrapped } from "../../../packages/cli/src/terminal/text.ts";
import { renderJournal } from "../../local/report/journal.ts";
import { dayOf } from "../../local/time.ts";
import { type Repeating, renderSecondOpinion } from "../../second-opinion/section.ts";
import type { Report } from "../main-job.ts";
import { renderEarnings } from "./sections/earnings.ts";
import { renderGas } from "./sections/gas.ts";
import { renderMoney } from "./sections/money.ts";

/** The report as a person reads it. */
export function renderReport(report: Report, setting: Setting, repeating: Repeating): string {
  const opinion = () => renderSecondOpinion(report.opinion, repeating, setting);
  const sections = [title, renderMoney, renderEarnings, explanation, renderGas, journal, opinion];
  return `\n${sections.map((section) => section(report, setting)).join("\n\n")}\n`;
}

function title({ plan, stage }: Report, { colours }: Setting): string {
  const { invoices } = stage.company;
  const [first, last] = [invoices[0], invoices.at(-1)].map((invoice) => dayOf(invoice?.time ?? 0n));
  return colours.bold(`${plan.name}: ${invoices.length} invoices from ${first} to ${last}`);
}

function explanation({ explained, explanation }: Report, setting: Setting): string {
  const width = Math.min(setting.width, 100);
  const sentences = explanation.map((sentence) => wrapped(`- ${sentence}`, width, "  ", "    "));
  return [heading(`From sale to wallet: invoice ${explained.invoice.number}`, setting), ...sentences].join("\n");
}

function journal({ journal }: Report, setting: Setting): string {
  return renderJournal(journal, setting);
}
