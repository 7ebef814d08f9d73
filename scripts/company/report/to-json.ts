import { opinionToJson } from "../../second-opinion/section.ts";
import type { Report } from "../main-job.ts";

/** The report for machines. Amounts are strings of token units, times seconds since 1970. */
export function reportToJson({ size, stage, money, happenings, opinion, ...rest }: Report): object {
  const { core, token, timelock, unit } = stage.programme;
  const { returns, stands, pushes, ...others } = happenings;
  const treasury = stage.wallets.person(1).address;
  return {
    size,
    addresses: { core, token, timelock, treasury },
    unit,
    money: { ...money, kinds: Object.fromEntries(money.kinds) },
    returns: Object.fromEntries(returns),
    stands: { ...stands, skipped: Object.fromEntries(stands.skipped) },
    pushes: { ...pushes, results: Object.fromEntries(pushes.results) },
    ...others,
    ...rest,
    secondOpinion: opinionToJson(opinion),
  };
}
