import type { CheckResult, Finding } from "../../../checks/check.ts";
import { count, percent, rounded } from "../../../text/figures.ts";
import { type AuditReport, VERDICT_WORDS } from "../../document.ts";
import { CLAIMS } from "../claims.ts";
import { html, type Markup } from "../markup.ts";
import { heading } from "./top.ts";

/** So many findings of a check are written out; the JSON has all. */
const LISTED = 50;

/** What is wrong, what could not be proved, and what a reader should know first. */
export function findings(report: AuditReport): Markup {
  const bad = report.checks.filter(({ verdict }) => verdict === "mismatch" || verdict === "unproved");
  return html`<section>${heading("findings")}
${bad.map(badCheck)}
<ul>
${bad.length === 0 ? html`<li>No difference was found in ${count(report.checks.length, "check")}.</li>` : undefined}
${facts(report).map((fact) => html`<li>${fact}</li>\n`)}</ul>
</section>`;
}

function badCheck({ check, verdict, summary, findings: found }: CheckResult): Markup {
  const left = found.length - LISTED;
  return html`<div class="finding"><h3>${CLAIMS[check].question} <span class="mark ${verdict}">${VERDICT_WORDS[verdict]}</span></h3>
<p>${summary}</p>
${found.slice(0, LISTED).map(finding)}
${left > 0 ? html`<p class="note">And ${count(left, "more finding")}, which the JSON report has.</p>` : undefined}</div>`;
}

/** One finding, with what was expected and what was there. */
export function finding({ subject, message, expected, found, entry }: Finding): Markup {
  const values = [
    ...(expected === undefined ? [] : [html`expected <code>${expected}</code>`]),
    ...(found === undefined ? [] : [html`found <code>${found}</code>`]),
    ...(entry === undefined ? [] : [html`from entry ${entry} of the journal on`]),
  ];
  const list = values.map((value, place) => (place === 0 ? value : html`, ${value}`));
  return html`<p><strong>${subject}</strong>: ${message}${values.length === 0 ? undefined : html` (${list})`}</p>`;
}

function facts(report: AuditReport): readonly string[] {
  const { money, people, earners, income, powers, audited } = report;
  const token = audited.token;
  const money1 = (units: bigint) => `${rounded(units, token)} ${token.symbol}`;
  const used = (group: string) => powers.uses.find((uses) => uses.group === group)?.count ?? 0;
  const retail = money.settledByKind.retail.total;
  return [
    ...(audited.block.trusted
      ? []
      : ["Nobody named the block: its fingerprint is what the endpoint gave. Compare it with another source first."]),
    `Buyers paid ${money1(money.placed.total)} in ${count(money.placed.sales, "sale")}. ${money1(money.settled.total)} was paid out, ${money1(money.refunded.total)} refunded, and ${money1(money.escrowed.total)} waits for the end of a return window.`,
    `${percent(retail, money.settled.total) || "Nothing"} of what was paid out came from customers outside the network.`,
    `${count(earners.people, "person", "people")} of ${count(people.enrolled, "person enrolled", "people enrolled")} ever earned anything. The best-paid one in a hundred (${count(earners.topOne.people, "person", "people")}) earned ${percent(earners.topOne.sum, earners.credited) || "nothing"} of it all.`,
    ...(income.newest === undefined
      ? []
      : [
          `In the newest full period the median of all enrolled is ${money1(income.newest.all.measures.gross.median)}, and ${percent(income.newest.all.measures.gross.nothing, people.enrolled) || "nobody"} earned nothing.`,
        ]),
    `How often powers were used: holds of somebody's claims ${used("holds")}, decisions about returns ${used("returns")}, plans scheduled ${report.plans.length}, rights granted or taken ${used("roles")}.`,
    ...(money.payoutsFailed === 0
      ? []
      : [`${count(money.payoutsFailed, "payout")} failed, since the token did not deliver; the balances stayed.`]),
    ...(people.unbound === 0
      ? []
      : [
          `${count(people.unbound, "imported person has", "imported people have")} no wallet yet and depend on the company.`,
        ]),
  ];
}
