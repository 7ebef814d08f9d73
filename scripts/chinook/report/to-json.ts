import { opinionToJson } from "../../second-opinion/section.ts";
import type { Report } from "../main-job.ts";

/** The report for machines. Amounts are strings of token units, times seconds since 1970. */
export function reportToJson({ stage, ...report }: Report): object {
  const { core, token, timelock, unit } = stage.programme;
  const { money, earnings, sold, explained, explanation, gas, journal, opinion } = report;
  return {
    name: report.plan.name,
    addresses: { core, token, timelock, treasury: stage.people.treasury.address },
    unit,
    money: { ...money, levels: money.levels.map((level) => ({ ...level, unpaid: Object.fromEntries(level.unpaid) })) },
    distributors: earnings,
    sales: sold.map(saleToJson),
    explained: { invoice: explained.invoice.number, sentences: explanation },
    gas,
    journal,
    secondOpinion: opinionToJson(opinion),
  };
}

function saleToJson({ invoice, quote, sale, placed, settled }: Report["sold"][number]): object {
  const { seller, buyer, total, profit, pool, company, campaign, ref } = sale;
  const credits = quote.credits;
  const id = sale.final ? undefined : `0x${sale.id.toString(16).padStart(40, "0")}`;
  const { volume } = quote;
  return {
    invoice: invoice.number,
    id,
    buyer,
    seller,
    campaign,
    ref,
    total,
    volume,
    profit,
    pool,
    company,
    credits,
    placed,
    settled,
  };
}
