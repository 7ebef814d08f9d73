import { grouped, minute } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { html, type Markup } from "../markup.ts";
import { left, table } from "../table.ts";
import { heading } from "./top.ts";

/** What the audit does not say. */
export function limits({ limits: all }: AuditReport): Markup {
  return html`<section>${heading("limits")}
<ul>${all.map((limit) => html`<li>${limit}</li>\n`)}</ul></section>`;
}

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    "Chain",
    "a public list of transactions that many computers keep, each checking the others; nobody can change it afterwards.",
  ],
  [
    "Block",
    "a bundle of transactions with a time. Its fingerprint (hash) changes if anything in it, or before it, is changed.",
  ],
  ["Fingerprint, hash", "a short number computed from data. Nobody can find other data with the same one."],
  ["Programme", "one company's commission system: a program on the chain, with the money of all its sales."],
  ["Wallet", "an account on the chain. Whoever has its key decides over it. A person can have several."],
  [
    "Token",
    "the currency in which the programme is paid, usually a stablecoin, meant to be worth one unit of a state's currency.",
  ],
  ["Distributor", "somebody who enrolled to sell, with a number in the order of enrolment. The company is number 1."],
  ["Sponsor, upline", "who brought a distributor in; the upline is the line of sponsors above him."],
  ["Customer", "a buyer whose wallet never belonged to a distributor when he bought."],
  ["Retail profit", "the price that a customer paid less the wholesale price; it is the seller's."],
  ["Commissionable volume", "the part of a sale that commissions are reckoned from; at most the wholesale price."],
  ["Commission", "a share of the commissionable volume for the seller and those above him, by the plan."],
  ["Escrow", "money of a sale that waits in the programme until the time for returning it is over."],
  [
    "Journal, entry",
    "the list of everything that ever happened in the programme; an entry is one line of it, numbered from 0.",
  ],
];

/** A glossary for somebody who has never seen a blockchain. */
export function words(): Markup {
  return html`<section>${heading("words")}
<dl class="words">${WORDS.map(([word, meaning]) => html`<dt>${word}</dt><dd>${meaning}</dd>\n`)}</dl></section>`;
}

/** The exact places and values. */
export function repeat({ audited, checks, programme }: AuditReport): Markup {
  const mono = (text: string | number | bigint | boolean) => html`<span class="mono">${String(text)}</span>`;
  const { block, token } = audited;
  return html`<section>${heading("repeat")}
<p>Anybody can repeat this audit with the same tool, from the chain or from the evidence that was saved with it, and gets the same result.</p>
${table({
  stacked: true,
  caption: "What was audited",
  columns: [left("what"), left("value")],
  rows: [
    ["chain", mono(audited.chainId)],
    ["programme", mono(audited.programme)],
    ["token", mono(`${token.address} (${token.symbol}, ${token.decimals} decimals)`)],
    ["block", mono(`${block.number}, ${minute(block.time)}`)],
    ["block hash", mono(block.hash)],
    ["block hash given by", block.trusted ? "whoever ran the audit" : "the endpoint, on trust"],
    ["entries of the journal", mono(grouped(programme.entries))],
  ],
})}
${table({
  stacked: true,
  caption: "Evidence of the checks",
  columns: [left("check"), left("what"), left("value")],
  rows: checks.flatMap(({ check, evidence }) =>
    Object.entries(evidence).map(([name, value]) => [check, name, mono(value)]),
  ),
})}</section>`;
}
