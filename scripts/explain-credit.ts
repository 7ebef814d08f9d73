// Explains what a distributor gets from a sale, or why he gets nothing.
import {
  explainQuote,
  type FoundSale,
  formatAmount,
  formatBasisPoints,
  type Plan,
  ProtocolError,
  type Quote,
  type SkipReason,
} from "../packages/protocol/src/index.ts";
import { parseId, type ReadOptions } from "./operator/options.ts";
import { quoteAgain } from "./operator/past-quote.ts";
import { readPeople, uplineOf } from "./operator/people.ts";
import { readPlan } from "./operator/plans.ts";
import { findSales } from "./operator/sales.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** What was given names several sales. */
export class SaleUnclear extends ProtocolError {
  override readonly name = "SaleUnclear";

  constructor(key: string, count: number) {
    super(
      `"${key}" names ${count} sales`,
      { key, count },
      "Give the id of one, or choose it with --number; scripts/show-sale.ts lists them in the same order.",
    );
  }
}

interface Options extends ReadOptions {
  readonly number?: bigint;
}

export const explainCredit: Tool<Options, readonly [string, bigint]> = {
  name: "explain-credit",
  description:
    "Explains what a distributor gets from a sale: level, rate, CV, and who was passed over and why. It asks the state " +
    "of the sale's block, which for old sales needs an archive node.",
  sends: "none",
  configure: (made) =>
    made
      .argument("<sale>", "its id, the hash of its transaction, or its reference")
      .argument("<distributor>", "the distributor's number", parseId)
      .option("--number <n>", "which one, from 1, where that names several sales", parseId),
  async run({ session, options, args: [key, id] }) {
    const sale = chosen(await findSales(session, key), key, options.number);
    const [quote, { plan }] = await Promise.all([quoteAgain(session, sale), readPlan(session, sale.plan)]);
    const credit = creditOf(sale, quote, plan, id);
    const skipped = quote.skipped.filter((entry) => entry.id === id);
    const answer = await answerOf(session, sale, quote, credit, id);
    const walk = explainQuote(quote, plan, session.unit);
    return {
      json: {
        sale: sale.final ? null : sale.id,
        transaction: sale.transaction,
        distributor: id,
        kind: sale.kind,
        plan: sale.plan,
        cv: quote.volume,
        answer,
        credit,
        skippedHere: skipped,
        walk,
        credits: quote.credits,
        skipped: quote.skipped,
      },
      text: [answer, "", `The whole sale, by plan ${sale.plan}:`, ...walk.map((line) => `  ${line}`)].join("\n"),
    };
  },
};

function chosen(sales: readonly FoundSale[], key: string, number: bigint | undefined): FoundSale {
  const sale = sales.length === 1 ? sales[0] : sales[Number(number ?? 0n) - 1];
  if (sale === undefined) throw new SaleUnclear(key, sales.length);
  return sale;
}

/** What somebody gets of a sale, and by what. Amounts in token units. */
interface ExplainedCredit {
  readonly level: bigint;
  /** Basis points of the CV. */
  readonly rate: bigint;
  /** By the level's rate. */
  readonly commission: bigint;
  /** For the rank, above the highest below. */
  readonly differential: bigint;
  /** The seller's retail profit. */
  readonly profit: bigint;
  readonly amount: bigint;
}

function creditOf(sale: FoundSale, quote: Quote, plan: Plan, id: bigint): ExplainedCredit | null {
  const amount = sale.credits.filter((credit) => credit.id === id).reduce((sum, credit) => sum + credit.amount, 0n);
  if (amount === 0n) return null;
  const { level = 0n, differential = 0n } = quote.credits.find((credit) => credit.id === id) ?? {};
  const profit = id === sale.seller ? sale.profit : 0n;
  const commission = amount - profit - differential;
  return { level, rate: plan.rates[Number(level)] ?? 0n, commission, differential, profit, amount };
}

async function answerOf(
  session: Session,
  sale: FoundSale,
  quote: Quote,
  credit: ExplainedCredit | null,
  id: bigint,
): Promise<string> {
  const amount = (units: bigint) => formatAmount(units, session.unit);
  if (credit === null) return `Distributor ${id} gets nothing: ${await whyNothing(session, sale, quote, id)}.`;
  const parts = [
    ...(credit.profit > 0n ? [`${amount(credit.profit)} retail profit`] : []),
    ...(credit.commission > 0n
      ? [
          `${amount(credit.commission)} at level ${credit.level}, ` +
            `${formatBasisPoints(credit.rate)} of the CV of ${amount(quote.volume)}`,
        ]
      : []),
    ...(credit.differential > 0n ? [`${amount(credit.differential)} for his rank, above the highest below him`] : []),
  ];
  return `Distributor ${id} gets ${amount(credit.amount)}: ${parts.join(" and ")}.`;
}

const REASONS: Readonly<Record<SkipReason, string>> = {
  inactive: "he was not active in that period",
  rankTooLow: "his rank did not open that level",
  noDifference: "his rank's rate was not above the highest below him",
};

async function whyNothing(session: Session, sale: FoundSale, quote: Quote, id: bigint): Promise<string> {
  const skipped = quote.skipped.filter((entry) => entry.id === id);
  const [first] = skipped;
  if (first !== undefined) return `at level ${skipped.map(({ level }) => level).join(", ")} ${REASONS[first.reason]}`;
  if (id === 1n) return "the company takes no level; what nobody gets is its share";
  if (id === sale.seller) return "the plan pays the seller nothing for this sale, and there was no retail profit";
  const upline = uplineOf(await readPeople(session), sale.seller);
  const place = upline.indexOf(id);
  if (place < 0) return `he is not in the upline of the seller, distributor ${sale.seller}`;
  return `he is ${place + 1} above the seller, and every level that pays was filled, or the walk had ended, before him`;
}

await runIfMain(import.meta.url, explainCredit);
