import { fromUnits, type Simulation } from "../../../engine/src/index.ts";
import { grouped, percent } from "../terminal/text.ts";

/** What a simulation came to, for machines. Amounts are in the currency's smallest units. */
export function simulationJson({ plan, earned, ...rest }: Simulation) {
  const { nothing, people } = rest.earnings;
  return {
    plan: { name: plan.document.name, hash: plan.hash, refused: plan.refused },
    currency: plan.document.currency,
    ...rest,
    earnNothing: people === 0 ? 0 : Math.round((nothing * 10_000) / people),
    topPercentGets: topShare(earned, 100),
    topTenthGets: topShare(earned, 10),
  };
}

/** What the best-paid hundredth or tenth gets of all earnings, in basis points, rounded down. */
function topShare(earned: readonly bigint[], part: number): number {
  const sorted = earned.slice(1).sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const all = sum(sorted);
  return all <= 0n ? 0 : Number((sum(sorted.slice(0, Math.ceil(sorted.length / part))) * 10_000n) / all);
}

/** What a simulation came to, for people: a name and a value each. */
export function simulationFacts(simulation: Simulation): readonly (readonly [string, string])[] {
  const { plan, turnover, volume, commissions, paid, breakage, earnings, bonuses, earned } = simulation;
  const { code } = plan.document.currency;
  const money = (units: bigint) => `${fromUnits(units, plan.decimals)} ${code}`;
  const share = (basisPoints: number) => percent(BigInt(basisPoints), 10_000n);
  const product = bonuses.reduce((sum, bonus) => sum + bonus.product, 0n);
  const { people, nothing, median, p90, p99, mean, most } = earnings;
  return [
    ["turnover", money(turnover)],
    ["commissionable volume", money(volume)],
    ["commissions", `${money(commissions)}${volume === 0n ? "" : ` (${percent(commissions, volume)} of the volume)`}`],
    ...(product === 0n ? [] : [["in goods", money(product)] as const]),
    ...(paid === commissions ? [] : [["retail profit, from buyers", money(paid - commissions)] as const]),
    [
      "breakage, the company's",
      `${money(breakage)}${volume === 0n ? "" : ` (${percent(breakage, volume)} of the volume)`}`,
    ],
    ["who earn nothing", `${grouped(nothing)} of ${grouped(people)} (${percent(BigInt(nothing), BigInt(people))})`],
    ["half earn at most", money(median)],
    ["90 of 100 earn at most", money(p90)],
    ["99 of 100 earn at most", money(p99)],
    ["mean", money(mean)],
    ["most", money(most)],
    ["the best-paid 1 % get", share(topShare(earned, 100))],
    ["the best-paid 10 % get", share(topShare(earned, 10))],
  ];
}
