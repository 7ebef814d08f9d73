import { NO_LEVEL } from "../lines/batch.ts";
import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { treeName } from "../plan/qualification.ts";
import { family } from "./family.ts";
import { base, boundOnSale } from "./settings.ts";
import { checkTiers, measure, measured, TierTable, tiers } from "./tiers.ts";

const members = {
  base: base(),
  by: measure("ownVolume"),
  tree: treeName(),
  tiers: tiers(),
};

/** A rate on one's own sales, by the tier that one's own or group volume reaches. Only the active get it. */
export const personal = family(
  "personal",
  "A rate on one's own sales of the period, by the tier that own or group volume reaches; for active distributors.",
  members,
  {
    facts: ["volume"],
    check: (bonus, place) => checkTiers(bonus.tiers, place, `${place.path}.tiers`),
    worstCase: ({ base, tiers }) => boundOnSale(base, Math.max(...tiers.map(({ rate }) => rate))),
    most: (_bonus, { volume }) => volume,
    evaluate(run, bonus) {
      const { lane, lines, bases, figures, network } = run;
      const table = new TierTable(run, bonus.tiers);
      const volumes = measured(run, bonus);
      const own = bases.ofSellers(bonus.base, bonus.id);
      for (let index = 1; index <= network.size; index++) {
        if (figures.active[index] !== 1) continue;
        const amount = own.get(index);
        const rate = table.rateFor(volumes.get(index));
        lines.fact(volumes.get(index));
        lines.pay(index, FROM_DISTRIBUTOR, index, NO_LEVEL, amount, rate, lane.share(amount, rate));
      }
    },
    sentence: (line, { money, percent }) =>
      `${percent(line.rate)} of his own ${money(line.base)}; the volume of ${money(line.facts["volume"])} decides the rate`,
  },
);
