import type { BonusResult, PeriodInput, PeriodResult } from "../../../engine/src/index.ts";
import { heading, right, type Setting } from "../terminal/section.ts";
import { table } from "../terminal/table.ts";
import { aligned, facts, grouped, percent } from "../terminal/text.ts";

/** What a period came to, for machines. Amounts are in the currency's smallest units. */
export function summaryOf(result: PeriodResult, { network, sales, period }: PeriodInput) {
  const { plan, bonuses } = result;
  const sum = (of: (bonus: BonusResult) => bigint) => bonuses.reduce((total, bonus) => total + of(bonus), 0n);
  return {
    plan: { name: plan.document.name, hash: plan.hash, refused: plan.refused },
    currency: plan.document.currency,
    period: period ?? null,
    resultHash: result.hash(),
    distributors: network.size,
    earners: earnersOf(result),
    sales: sales.length,
    turnover: result.turnover,
    volume: result.volume,
    paid: result.paid,
    product: sum(({ product }) => product),
    breakage: sum(({ breakage }) => breakage),
    remainder: sum(({ remainder }) => remainder),
    bonuses,
  };
}

export type Summary = ReturnType<typeof summaryOf>;

function earnersOf(result: PeriodResult): number {
  let earners = 0;
  for (const { amount } of result.earnings()) if (amount > 0n) earners++;
  return earners;
}

/** What a period came to, for people. */
export function summaryText(summary: Summary, setting: Setting): string {
  const { plan, currency, distributors, earners, turnover, volume, paid, breakage } = summary;
  const money = (units: bigint) => `${aligned(units, currency.decimals)} ${currency.code}`;
  const share = percent(BigInt(earners), BigInt(distributors));
  const rows = [
    ["distributors", grouped(distributors)],
    ["who earn something", `${grouped(earners)}${share === "" ? "" : ` (${share})`}`],
    ["sales", grouped(summary.sales)],
    ["turnover", money(turnover)],
    ["commissionable volume", money(volume)],
    ["paid to distributors", `${money(paid)}${ofVolume(paid, volume)}`],
    ["breakage, the company's", `${money(breakage)}${ofVolume(breakage, volume)}`],
    ["hash of the result", summary.resultHash],
  ] as const;
  return [heading(plan.name, setting), facts(rows, setting.width), "", bonusTable(summary, setting)].join("\n");
}

function ofVolume(part: bigint, volume: bigint): string {
  return volume === 0n ? "" : ` (${percent(part, volume)} of the volume)`;
}

function bonusTable({ bonuses, currency }: Summary, { colours }: Setting): string {
  const columns = [{ head: "bonus or cap" }, ...["lines", "paid", "in goods", "breakage", "remainder"].map(right)];
  const rows = bonuses.map(({ id, lines, ...amounts }) => [
    id,
    grouped(lines),
    ...[amounts.paid, amounts.product, amounts.breakage, amounts.remainder].map((units) =>
      aligned(units, currency.decimals),
    ),
  ]);
  return table(columns, rows, colours.dim);
}
