import type { CheckName } from "../../../checks/check.ts";
import { count, grouped, minute, percent, rounded } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { html, type Markup } from "../markup.ts";

const HEADLINES: Readonly<Record<AuditReport["verdict"], readonly [mark: string, text: string, meaning: string]>> = {
  verified: [
    "✓",
    "Everything that was checked is as it should be.",
    "What was not covered stands at the end of this report.",
  ],
  mismatch: [
    "✗",
    "Something is not as it should be.",
    "At least one check found a difference. It is described below, with the exact place, before anything else.",
  ],
  unproved: [
    "?",
    "Nothing was found wrong, but not everything could be proved.",
    "The source did not give all that a proof needs. What could not be proved is listed below.",
  ],
};

/** Everything rests on the block; a chain of an endpoint's own making verifies as well. */
const UNNAMED =
  "All of this is so only if the block is the chain's: nobody named it, its fingerprint is the endpoint's word.";

/** What a proved claim means to a reader. */
const PROVED: Readonly<Partial<Record<CheckName, string>>> = {
  journal: "No event is missing or changed.",
  amounts: "Every commission is right to the last unit.",
  money: "The money that is owed is there.",
};

/** What was proved, a sentence each; nothing is said of a claim that was not. */
function proved({ checks }: AuditReport): string {
  const sentences = checks.map(({ check, verdict }) => (verdict === "verified" ? (PROVED[check] ?? "") : ""));
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** Title, verdict and the figures that one looks for first. */
export function top(report: AuditReport): Markup {
  const { audited, verdict } = report;
  const [mark, text, meaning] = HEADLINES[verdict];
  const doubt = audited.block.trusted ? undefined : ` ${UNNAMED}`;
  return html`<header>
<h1>Audit of a commission programme</h1>
<p class="lead">All sales, commissions and payouts of the programme <code>${audited.programme}</code>, from its first day
until ${minute(audited.block.time)}. Amounts are in ${audited.token.symbol}, shown to two decimals. <a href="#money">Where the money
went</a>, and the files that come with this report, have them exactly, to the last unit.</p>
<div class="verdict ${verdict}"><strong>${mark} ${text}</strong>${verdict === "verified" ? proved(report) : undefined}${doubt} ${meaning}</div>
${cards(report)}
</header>
${contents()}`;
}

function cards({ money, people, earners, income, audited: { token } }: AuditReport): Markup {
  const credited = earners.credited;
  const { newest } = income;
  const entries: readonly (readonly [string, string])[] = [
    [rounded(money.placed.total, token), `paid by buyers, ${count(money.placed.sales, "sale")}`],
    [
      rounded(credited, token),
      `earned by people, ${percent(credited, money.settled.total) || "0 %"} of what was paid out`,
    ],
    [rounded(money.refunded.total, token), `refunded, ${count(money.refunded.sales, "sale")}`],
    [grouped(people.enrolled), "people enrolled to sell"],
    [percent(people.enrolled - earners.people, people.enrolled) || "0.0 %", "of them never earned anything"],
    ...(newest === undefined
      ? []
      : ([
          [
            rounded(newest.all.measures.gross.median, token),
            "earned by the middle person (median) in the newest full period",
          ],
        ] as const)),
  ];
  return html`<ul class="cards">${entries.map(([figure, text]) => html`<li><b>${figure}</b><span>${text}</span></li>`)}</ul>`;
}

const SECTIONS: readonly (readonly [id: string, title: string])[] = [
  ["findings", "What was found"],
  ["checks", "What was checked, and how"],
  ["money", "Where the money went"],
  ["earned", "Who earned what"],
  ["income", "Income disclosure"],
  ["growth", "How the network grew"],
  ["powers", "Powers and their uses"],
  ["plans", "Commission plans"],
  ["patterns", "What cannot be prevented, and is reported"],
  ["limits", "What was not covered"],
  ["words", "Words"],
  ["repeat", "For whoever repeats this audit"],
];

/** The heading of a section. */
export function heading(id: string): Markup {
  const title = SECTIONS.find(([section]) => section === id)?.[1] ?? id;
  return html`<h2 id="${id}">${title}</h2>`;
}

function contents(): Markup {
  return html`<nav aria-label="Contents"><ol>${SECTIONS.map(
    ([id, title]) => html`<li><a href="#${id}">${title}</a></li>`,
  )}</ol></nav>`;
}
