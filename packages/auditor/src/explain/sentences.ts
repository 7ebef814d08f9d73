import type { SaleKind } from "@upline/protocol";
import type { AuditedSale } from "../history/observer.ts";
import { bytesText } from "../text/bytes-text.ts";
import { amount, count, duration, minute, rate, type TokenFacts } from "../text/figures.ts";
import { visible } from "../text/visible.ts";
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
  const { profit, level, byRank, other } = parts;
  return [
    `By plan ${sale.sale.plan}, which was in force then, distributor ${credit.id} gets ${money(credit.amount)}. Commissions are reckoned from the commissionable volume, ${money(sale.volume)}.`,
    ...(profit === 0n ? [] : [`Retail profit, the price less the wholesale price: ${money(profit)}.`]),
    ...(level === undefined
      ? []
      : [
          `Level ${level.level}, ${distance(level.level)}: ${rate(level.rate)} of ${money(sale.volume)} is ${money(level.amount)}, rounded down to the token's unit.`,
        ]),
    ...(byRank === 0n ? [] : [`For his rank, beyond what those below him get: ${money(byRank)}.`]),
    ...(other === 0n ? [] : [`The plan does not explain ${money(other)} of it.`]),
    ...passedOver(sale, credit.id),
    sale.agreed
      ? "The recalculation by the auditor's own engine gives the same amounts for the whole sale."
      : "The recalculation by the auditor's own engine gives OTHER amounts for this sale; see the audit's findings.",
  ];
}

const WHY: Readonly<Record<string, string>> = {
  inactive: "was not active",
  rank: "had too low a rank",
};

/** Who was looked at before him, where the history was asked for the lines of the sale. */
function passedOver({ lines }: AuditedSale, id: bigint): readonly string[] {
  return lines
    .filter(({ beneficiary }) => String(beneficiary) === String(id))
    .flatMap(({ skipped }) => skipped)
    .map(
      ({ distributor, reason }) => `Passed over before him: distributor ${distributor}, who ${WHY[reason] ?? reason}.`,
    );
}

function distance(level: number): string {
  return level === 0 ? "the seller himself" : `${count(level, "step")} above the seller`;
}

function credited({ sale: { sale }, credited: moment, refunded }: CreditStory): readonly string[] {
  if (refunded !== undefined) {
    return [
      `On ${minute(refunded.time)} the sale was refunded, so that nothing of it was credited (${where(refunded)}).`,
    ];
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
