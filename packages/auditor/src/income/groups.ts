/** Ranks that a plan can have. */
const RANKS = 16;

/** One group a rank. */
export const RANK_GROUPS: readonly string[] = Array.from({ length: RANKS }, (_, rank) => `rank ${rank}`);

const DAY = 86_400n;
const YEAR = 365n * DAY;
const BANDS: readonly (readonly [upTo: bigint, name: string])[] = [
  [90n * DAY, "under 90 days"],
  [YEAR, "90 days to 1 year"],
  [2n * YEAR, "1 to 2 years"],
  [5n * YEAR, "2 to 5 years"],
];

/** Groups by the time since enrolment. */
export const TENURE_GROUPS: readonly string[] = [...BANDS.map(([, name]) => name), "5 years and more"];

/** Number of the group of somebody who has been enrolled for so many seconds. */
export function tenureGroup(seconds: bigint): number {
  const band = BANDS.findIndex(([upTo]) => seconds < upTo);
  return band < 0 ? BANDS.length : band;
}
