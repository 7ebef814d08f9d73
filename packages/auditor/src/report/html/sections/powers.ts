import type { ReportedTimelock } from "../../../powers/timelock.ts";
import { count, day, duration, grouped, minute, rate } from "../../../text/figures.ts";
import { shortened, visibleLines } from "../../../text/visible.ts";
import type { AuditReport, PlanSummary } from "../../document.ts";
import type { PowerUses } from "../../powers/uses.ts";
import { html, Markup } from "../markup.ts";
import { kept, left, right, table } from "../table.ts";
import { heading } from "./top.ts";

const mono = (text: string) => html`<span class="mono">${text}</span>`;

/** Who may do what, and each time somebody did. */
export function powers({ powers: { held, uses }, timelocks, notes }: AuditReport): Markup {
  return html`<section>${heading("powers")}
<p>A right can only be given, taken or used by an event of the history, and the history is complete. So are these lists. Nobody has
a right to take a person's earnings, to change a placed sale, or to stop a refund.</p>
${table({
  stacked: true,
  caption: "Rights that are held now",
  columns: [kept("right"), left("what it allows"), left("holder"), kept("since")],
  rows: held.map(({ role, meaning, holder, since }) => [role, meaning, mono(holder), day(since)]),
})}
${notes.length === 0 ? undefined : html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
${timelocks.map(timelockOf)}
${uses.map(usesOf)}</section>`;
}

/** Longest text that stays on one line. */
const SHORT = 18;
const unbroken = (text: string) => (text.length > SHORT ? text : text.replaceAll(" ", "\u00a0"));

/** Addresses and hashes in a text, set apart. */
function hexed(text: string): Markup {
  return html`${text.split(/(0x[0-9a-fA-F]{40,64})/).map((part, place) => (place % 2 === 0 ? part : mono(part)))}`;
}

/** A timelock lets anybody do what it gave to nobody in particular. */
const accountText = (account: string) => (/^0x0+$/.test(account) ? "anybody" : account);

/** What the admin is about to do, as the source tells it. */
function timelockOf({ address, delay, holders, queue }: ReportedTimelock): Markup {
  const roles = Object.entries(holders).filter(([, accounts]) => accounts.length > 0);
  return html`<h3>The admin's timelock, as the source tells it</h3>
<p>${mono(address)} lets ${duration(delay)} pass between an announcement and its effect. It keeps no journal, so this part is not proved.</p>
<ul>${roles.map(([role, accounts]) => html`<li>${role}: ${hexed(accounts.map(accountText).join(", "))}</li>`)}</ul>
${
  queue.length === 0
    ? html`<p>Nothing is announced.</p>`
    : table({
        stacked: true,
        caption: "What is announced, newest at the end",
        columns: [kept("can be done from"), left("what it does")],
        rows: queue.slice(-QUEUED).map(({ calls, readyAt }) => [minute(readyAt), hexed(shortened(calls, 400))]),
        note:
          queue.length > QUEUED
            ? `${count(queue.length - QUEUED, "older one is", "older ones are")} in the JSON report.`
            : "",
      })
}`;
}

/** So many announcements are listed. */
const QUEUED = 100;

function usesOf({ title, count: number, newest }: PowerUses): Markup {
  if (number === 0) return html`<h3>${title}: never</h3>`;
  const omitted = number - newest.length;
  return html`<h3>${title}: ${grouped(number)}</h3>
${table({
  stacked: true,
  caption: omitted > 0 ? `${title}, the newest ${grouped(newest.length)}` : title,
  columns: [kept("time"), left("about"), left("what happened"), right("entry")],
  rows: newest.map(({ time, subject, detail, entry }) => [
    minute(time),
    hexed(unbroken(shortened(subject, 90))),
    hexed(shortened(detail, 400)),
    grouped(entry),
  ]),
  note: omitted > 0 ? `${count(omitted, "older entry is", "older entries are")} in powers.csv.` : undefined,
})}`;
}

/** A plan's document is shown up to here. */
const LONGEST = 6_000;

/** Every commission plan, with what its authors published. */
export function plans({ plans: all, programme }: AuditReport): Markup {
  return html`<section>${heading("plans")}
<p>A plan takes over only after a notice of ${duration(programme.notice)}, and never changes a sale that was placed before. All
commissions of a sale together stay within ${rate(programme.cap)} of its wholesale price.</p>
${table({
  stacked: true,
  caption: "Plans that were scheduled",
  columns: [
    kept("plan"),
    left("from"),
    left("rates by level"),
    left("rates by rank"),
    right("pool"),
    left("levels without a qualified person"),
  ],
  rows: all.map((plan) => [
    `plan ${plan.version}`,
    plan.from === 0n ? "the opening" : minute(plan.from),
    plan.rates.map(rate).map(unbroken).join(", ") || "none",
    plan.rankRates.map(rate).map(unbroken).join(", ") || "none",
    rate(plan.poolShare),
    COMPRESSIONS[plan.compression] ?? plan.compression,
  ]),
  note: "Rates are of the commissionable volume: the part of the price that commissions are reckoned from. The first level is the seller's own, the second his sponsor's, and so on.",
})}
${all.map(document)}</section>`;
}

const COMPRESSIONS: Readonly<Record<string, string>> = {
  none: "stay with the company",
  standard: "inactive people are passed over",
  dynamic: "go to the next who is qualified",
};

function document({ version, document: text }: PlanSummary): Markup | undefined {
  if (text === "") return undefined;
  const lines = shortened(visibleLines(text), LONGEST).split("\n");
  return html`<details><summary>What the authors of plan ${version} published</summary><pre>${lines.map(
    (line, place) => html`${place === 0 ? undefined : new Markup("\n")}${line}`,
  )}</pre></details>`;
}
