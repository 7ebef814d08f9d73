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
    topPercentGets: topShareOf(earned, 100),
    topTenthGets: topShareOf(earned, 10),
  };
}

/** What the best-paid hundredth or tenth gets of all earnings, in basis points, rounded down. */
function topShareOf(earned: readonly bigint[], part: number): number {
  const sorted = earned.slice(1).sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  const all = sum(sorted);
  return all <= 0n ? 0 : Number((sum(sorted.slice(0, Math.ceil(sorted.length / part))) * 10_000n) / all);
}

/** Something that a simulation came to, for people. */
export interface SimulationFact {
  readonly name: string;
  readonly value: string;
  /** What share of something it is, or nothing. */
  readonly share: string;
}

/** What a simulation came to, for people. */
export function simulationFacts(simulation: Simulation): readonly SimulationFact[] {
  const { plan, turnover, volume, commissions, paid, breakage, earnings, bonuses, earned } = simulation;
  const { code } = plan.document.currency;
  const money = (units: bigint) => `${fromUnits(units, plan.decimals)} ${code}`;
  const topShare = (part: number) => percent(BigInt(topShareOf(earned, part)), 10_000n);
  const ofVolume = (part: bigint) => (volume === 0n ? "" : `${percent(part, volume)} of the volume`);
  const product = bonuses.reduce((sum, bonus) => sum + bonus.product, 0n);
  const { people, nothing, median, p90, p99, mean, most } = earnings;
  const fact = (name: string, value: string, share = ""): SimulationFact => ({ name, value, share });
  return [
    fact("turnover", money(turnover)),
    fact("commissionable volume", money(volume)),
    fact("commissions", money(commissions), ofVolume(commissions)),
    ...(product === 0n ? [] : [fact("in goods", money(product))]),
    ...(paid === commissions ? [] : [fact("retail profit, from buyers", money(paid - commissions))]),
    fact("breakage, the company's", money(breakage), ofVolume(breakage)),
    fact("who earn nothing", `${grouped(nothing)} of ${grouped(people)}`, percent(BigInt(nothing), BigInt(people))),
    fact("half earn at most", money(median)),
    fact("90 of 100 earn at most", money(p90)),
    fact("99 of 100 earn at most", money(p99)),
    fact("mean", money(mean)),
    fact("most", money(most)),
    fact("the best-paid 1 % get", topShare(100)),
    fact("the best-paid 10 % get", topShare(10)),
  ];
}
