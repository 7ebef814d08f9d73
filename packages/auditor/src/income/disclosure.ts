import { type Distribution, distributionOf } from "./distribution.ts";
import type { Earned, Earnings } from "./earnings.ts";

/** What is measured of each person's income. */
export const MEASURES = ["commissions", "gross", "net"] as const;
export type Measure = (typeof MEASURES)[number];

/** How a group of people earned: each measure over all of the group. */
export interface GroupIncome {
  /** For people: `all enrolled`, `rank 3`, `enrolled for 90 days to 1 year`. */
  readonly group: string;
  readonly measures: Readonly<Record<Measure, Distribution>>;
}

const MEASURED: Readonly<Record<Measure, (earned: Earned) => bigint>> = {
  commissions: ({ commission }) => commission,
  gross: ({ profit, commission }) => profit + commission,
  net: ({ profit, commission, purchases }) => profit + commission - purchases,
};

/**
 * The income of a group.
 * @param ids Those of the group who have something; others may be among them.
 * @param people How many the group has in all.
 */
export function groupIncome(group: string, earnings: Earnings, ids: readonly number[], people: number): GroupIncome {
  const over = (measure: Measure) => {
    const amounts = ids.map((id) => MEASURED[measure](earnings.of(id))).filter((amount) => amount !== 0n);
    return distributionOf(amounts, people);
  };
  return { group, measures: { commissions: over("commissions"), gross: over("gross"), net: over("net") } };
}

/** Splits people by a group of theirs, and tells the income of each group; groups without people are left out. */
export function incomeBy(
  groups: readonly string[],
  groupOf: (id: number) => number,
  earnings: Earnings,
  [first, last]: readonly [number, number],
): readonly GroupIncome[] {
  const sizes = new Array<number>(groups.length).fill(0);
  for (let id = first; id <= last; id++) sizes[groupOf(id)] = (sizes[groupOf(id)] ?? 0) + 1;
  const members: number[][] = groups.map(() => []);
  for (const id of earnings.ids) if (id <= last) members[groupOf(id)]?.push(id);
  return groups.flatMap((group, number) => {
    const size = sizes[number] ?? 0;
    return size === 0 ? [] : [groupIncome(group, earnings, members[number] ?? [], size)];
  });
}
