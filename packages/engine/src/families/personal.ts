import { NO_LEVEL } from "../lines/batch.ts";
import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import type { Run } from "../run/run.ts";
import { choice, usually } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { checkOwnRates, ownRateMembers, ownRates, topRate } from "./rates.ts";
import { boundOnSale, volumeBase, volumeOf } from "./settings.ts";
import { measure, measured, type Tier } from "./tiers.ts";

const members = {
  base: volumeBase(),
  ...ownRateMembers,
  by: measure("ownVolume"),
  mode: usually(
    "retroactive",
    choice(
      "retroactive: the rate on all own sales. marginal: each tier's rate on what of the own sales is within the tier.",
      ["retroactive", "marginal"],
    ),
  ),
};

type Personal = BonusOf<"personal", typeof members>;

/** A rate on one's own sales, by rank or by the tier that a volume reaches. Only the active get it. */
export const personal = family(
  "personal",
  "A rate on one's own sales of the period, by rank or by the tier that a volume reaches; for active distributors.",
  members,
  {
    facts: ["volume"],
    check(bonus, place) {
      checkOwnRates(bonus, place);
      if (bonus.mode === "retroactive" || (bonus.tiers !== undefined && bonus.by === "ownVolume")) return;
      place.report.invalid(`${place.path}.mode`, bonus.mode, 'retroactive, unless there are tiers of "ownVolume"');
    },
    worstCase: (bonus) => boundOnSale(bonus.base, topRate(bonus)),
    most: (_bonus, { volume }) => volume,
    evaluate(run, bonus) {
      if (bonus.mode === "marginal") evaluateMarginal(run, bonus);
      else evaluateWhole(run, bonus);
    },
    sentence: (line, { money, percent }) => {
      const { volume } = line.facts;
      const why = volume === undefined ? "as his rank gets" : `the volume of ${money(volume)} decides the rate`;
      return `${percent(line.rate)} of his own ${money(line.base)}; ${why}`;
    },
  },
);

/** One rate on all that each sold. */
function evaluateWhole<M>(run: Run<M>, bonus: Personal): void {
  const { lane, lines, figures, network } = run;
  const rates = ownRates(run, bonus);
  const volumes = bonus.tiers === undefined ? undefined : measured(run, { ...bonus, tiers: bonus.tiers });
  const own = volumeOf(run, bonus);
  for (let index = 1; index <= network.size; index++) {
    if (figures.active[index] !== 1) continue;
    const amount = own.get(index);
    const rate = rates[index] as number;
    if (volumes !== undefined) lines.fact(volumes.get(index));
    lines.pay(index, FROM_DISTRIBUTOR, index, NO_LEVEL, amount, rate, lane.share(amount, rate));
  }
}

/** Each tier's rate on the part of the own sales that is within it. */
function evaluateMarginal<M>(run: Run<M>, bonus: Personal): void {
  const { lane, lines, figures, network, plan } = run;
  // The check of the plan asks for tiers where the rate is marginal.
  const tiers = (bonus.tiers as readonly Tier[]).map(({ from, rate }) => ({ from: lane.of(plan.units(from)), rate }));
  const own = volumeOf(run, bonus);
  for (let index = 1; index <= network.size; index++) {
    if (figures.active[index] !== 1) continue;
    const amount = own.get(index);
    for (const [place, { from, rate }] of tiers.entries()) {
      if (lane.less(amount, from)) break;
      const within = lane.sub(lane.min(amount, tiers[place + 1]?.from ?? amount), from);
      lines.fact(amount);
      lines.pay(index, FROM_DISTRIBUTOR, index, NO_LEVEL, within, rate, lane.share(within, rate));
    }
  }
}
