import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { type Infer, list, object, optional, rate, reference } from "../schema/schema.ts";
import type { CheckPlace } from "./family.ts";
import { checkTiers, type Measure, measure, measured, TierTable, tiers } from "./tiers.ts";

const rankRate = object("The rate of a rank.", {
  rank: reference("rank", "This rank, and every higher one that is not named."),
  rate: rate("For who has it."),
});

/** Settings of a family in which everybody has a rate of his own, by rank or by volume. */
export const ownRateMembers = {
  tree: treeName(),
  ranks: optional(list("Rates by rank; instead of tiers.", rankRate, 1, 100)),
  tiers: optional(tiers()),
  by: measure("groupVolume"),
};

/** Such settings. */
export interface OwnRateSettings {
  readonly tree: "sponsor" | "placement";
  readonly ranks: readonly Infer<typeof rankRate>[] | undefined;
  readonly tiers: Infer<ReturnType<typeof tiers>> | undefined;
  readonly by: Measure;
}

/** Checks that rates are given by rank or by volume, not both. */
export function checkOwnRates({ ranks, tiers }: OwnRateSettings, place: CheckPlace): void {
  if ((ranks === undefined) === (tiers === undefined)) {
    const has = ranks === undefined ? 'neither "ranks" nor "tiers"' : 'both "ranks" and "tiers"';
    place.report.add("invalid", place.path, `has ${has}; expected one of them`);
  }
  for (const [index, { rank }] of (ranks ?? []).entries()) {
    const before = ranks?.[index - 1]?.rank;
    if (before === undefined || place.plan.rank(before) < place.plan.rank(rank)) continue;
    place.report.invalid(`${place.path}.ranks[${index}].rank`, rank, `a rank above "${before}", as ranks rise`);
  }
  checkTiers(tiers ?? [], place, `${place.path}.tiers`);
}

/** All rates, of ranks or of tiers. */
export function ratesOf({ ranks, tiers }: OwnRateSettings): number[] {
  return [...(ranks ?? []), ...(tiers ?? [])].map(({ rate }) => rate);
}

/** The highest of the rates. */
export function topRate(settings: OwnRateSettings): number {
  return Math.max(...ratesOf(settings));
}

/** The rate of each distributor, whether he is active or not; the company's is 0. */
export function ownRates<M>(run: Run<M>, settings: OwnRateSettings): Int32Array {
  const rates = new Int32Array(run.network.size + 1);
  if (settings.tiers !== undefined) {
    const table = new TierTable(run, settings.tiers);
    const volumes = measured(run, { ...settings, tiers: settings.tiers });
    for (let index = 1; index < rates.length; index++) rates[index] = table.rateFor(volumes.get(index));
    return rates;
  }
  // Where there are no tiers there are ranks: the check of the plan has seen to it.
  const byRank = ratesByRank(run, settings.ranks as NonNullable<OwnRateSettings["ranks"]>);
  const { rank } = run.figures;
  for (let index = 1; index < rates.length; index++) rates[index] = byRank[rank[index] as number] as number;
  return rates;
}

/** The rate of every rank that may occur: a rank that is not named has that of the next lower one that is. */
function ratesByRank<M>({ plan }: Run<M>, ranks: NonNullable<OwnRateSettings["ranks"]>): Int32Array {
  const named = new Map(ranks.map(({ rank, rate }) => [plan.rank(rank), rate]));
  const rates = new Int32Array(256);
  let last = 0;
  for (let rank = 0; rank < rates.length; rank++) {
    last = named.get(rank) ?? last;
    rates[rank] = last;
  }
  return rates;
}
