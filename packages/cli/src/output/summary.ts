import type { BonusResult, BonusSum, PeriodInput, PeriodResult } from "../../../engine/src/index.ts";
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
  const bonuses = bonusTable(summary.bonuses, currency.decimals, setting);
  return [heading(plan.name, setting), facts(rows, setting.width), "", bonuses].join("\n");
}

function ofVolume(part: bigint, volume: bigint): string {
  return volume === 0n ? "" : ` (${percent(part, volume)} of the volume)`;
}

/** What each bonus and each cap came to. @param bonuses With the number of their lines, or none of them. */
export function bonusTable(
  bonuses: readonly (BonusResult | BonusSum)[],
  decimals: number,
  { colours }: Setting,
): string {
  const counted = bonuses.some((bonus) => "lines" in bonus);
  const heads = [...(counted ? ["lines"] : []), "paid", "in goods", "breakage", "remainder"];
  const rows = bonuses.map((bonus) => [
    bonus.id,
    ...("lines" in bonus ? [grouped(bonus.lines)] : []),
    ...[bonus.paid, bonus.product, bonus.breakage, bonus.remainder].map((units) => aligned(units, decimals)),
  ]);
  return table([{ head: "bonus or cap" }, ...heads.map(right)], rows, colours.dim);
}
