import type { SaleKind } from "@upline/protocol";
import { amount, count, duration, minute, rate, type TokenFacts } from "../text/figures.ts";
import { bytesText, visible } from "../text/visible.ts";
import type { CreditStory, Moment } from "./explainer.ts";

/** Tells a credit from the sale to the wallet, a sentence each. */
export function creditSentences(story: CreditStory, token: TokenFacts): readonly string[] {
  const money = (units: bigint) => `${amount(units, token)} ${visible(token.symbol)}`;
  return [...bought(story, money), ...split(story, money), ...credited(story), ...payout(story, money)];
}

type Money = (units: bigint) => string;

const BUYERS: Readonly<Record<SaleKind, string>> = {
  retail: "a customer",
  personal: "the seller himself",
  distributor: "another distributor",
  recorded: "a buyer elsewhere, for whom the company paid it in,",
};

const where = ({ entry, transaction }: Moment) => `entry ${entry} of the journal, transaction ${visible(transaction)}`;

function bought({ sale: { number, sale }, placed }: CreditStory, money: Money): readonly string[] {
  const lines = sale.lines.map(
    ({ product, quantity, unitPrice }) => `${quantity} × product ${product} at ${money(unitPrice)}`,
  );
  const ref = bytesText(sale.ref);
  return [
    `Sale ${number}: on ${minute(placed.time)} ${BUYERS[sale.kind]} bought from distributor ${sale.seller} for ${money(sale.total)}: ${lines.join(", ")} (${where(placed)}).`,
    ...(ref === "" ? [] : [`The shop's reference is “${visible(ref)}”.`]),
    `The buyer is ${sale.buyer}; ${sale.payer} paid.`,
  ];
}

function split({ sale, credit, parts }: CreditStory, money: Money): readonly string[] {
  const { profit, levels, byRank } = parts;
  return [
    `By plan ${sale.sale.plan}, which was in force then, distributor ${credit.id} gets ${money(credit.amount)}. Commissions are reckoned from the commissionable volume, ${money(sale.volume)}.`,
    ...(profit === 0n ? [] : [`Retail profit, the price less the wholesale price: ${money(profit)}.`]),
    ...levels.map(
      ({ level, rate: points, amount: units }) =>
        `Level ${level}, ${distance(level)}: ${rate(points)} of ${money(sale.volume)} is ${money(units)}, rounded down to the token's unit.`,
    ),
    ...(byRank === 0n ? [] : [`For his rank, beyond what those below him get: ${money(byRank)}.`]),
    sale.agreed
      ? "The recalculation by the auditor's own engine gives the same amounts for the whole sale."
      : "The recalculation by the auditor's own engine gives OTHER amounts for this sale; see the audit's findings.",
  ];
}

function distance(level: number): string {
  return level === 0 ? "the seller himself" : `${count(level, "step")} above the seller`;
}

function credited({ sale: { sale }, credited: moment, refunded }: CreditStory): readonly string[] {
  if (refunded !== undefined) {
    return [`On ${minute(refunded.time)} the sale was refunded, so that nothing of it was credited (${where(refunded)}).`];
  }
  if (sale.final) return ["The sale has no return window, so the amount was credited in the same moment."];
  const waits = `The money waited in escrow, since the sale could be returned for ${duration(sale.window)}.`;
  if (moment === undefined) return [waits, "It still waits: the sale was not settled up to the audited block."];
  return [waits, `On ${minute(moment.time)} the sale was settled and the amount credited (${where(moment)}).`];
}

function payout({ credit, credited: moment, paid }: CreditStory, money: Money): readonly string[] {
  if (moment === undefined) return [];
  if (paid === undefined) return [`Distributor ${credit.id} has not taken it out up to the audited block.`];
  return [
    `On ${minute(paid.time)} all that had come together for distributor ${credit.id}, ${money(paid.amount)}, this credit included, was paid to ${paid.to} (${where(paid)}).`,
  ];
}
