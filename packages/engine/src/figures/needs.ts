import type { Activity, Qualification } from "../plan/qualification.ts";

/** What a plan asks for, in words; amounts as the plan writes them. */

type GroupRule = NonNullable<Qualification["groupVolume"]>;
type LegRule = NonNullable<Qualification["legs"]>[number];
type SponsoredRule = NonNullable<Qualification["sponsored"]>;

/** Volumes that a rule of activity or of a rank may ask for. */
export const VOLUME_WORDS = {
  ownVolume: "own volume",
  customerVolume: "customer volume",
  purchases: "own purchases",
} as const;

/** `own volume of 100`, for each volume that being active takes. */
export function activityNeeds(rule: Activity): string[] {
  const when = rule.in === "previous" ? " in the period before" : "";
  return Object.entries(VOLUME_WORDS).flatMap(([name, words]) => {
    const least = rule[name as keyof typeof VOLUME_WORDS];
    return least === undefined ? [] : [`${words} of ${least}${when}`];
  });
}

export function groupNeed({ atLeast, depth, legCap, withoutRank, tree }: GroupRule): string {
  return [
    `group volume of ${atLeast}`,
    depth === undefined ? "" : ` down to level ${depth}`,
    tree === "sponsor" ? "" : " by placement",
    legCap === undefined ? "" : `, of which no leg fills more than ${legCap / 100} %`,
    withoutRank === undefined ? "" : `, without groups of "${withoutRank}"`,
  ].join("");
}

export function legNeed({ count, volume, rank, tree }: LegRule): string {
  return [
    count === 1 ? "one leg" : `${count} legs`,
    volume === undefined ? "" : ` of ${volume}`,
    rank === undefined ? "" : ` with a "${rank}" in ${count === 1 ? "it" : "each"}`,
    tree === "sponsor" ? "" : ", by placement",
  ].join("");
}

export function sponsoredNeed({ count, active }: SponsoredRule): string {
  return `${count}${active ? " active" : ""} whom he enrolled himself`;
}
