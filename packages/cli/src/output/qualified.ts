import type { Plan, Qualified } from "../../../engine/src/index.ts";
import type { Setting } from "../terminal/section.ts";
import { aligned, facts } from "../terminal/text.ts";

/** Somebody's figures in a period, and what the next rank takes, for people. */
export function qualifiedText(qualified: Qualified, { document, decimals }: Plan, { width }: Setting): string {
  const { active, activityTakes, rank, lacks, ownVolume, customerVolume } = qualified;
  const { groupVolume, groupVolumeByPlacement } = qualified;
  const volume = (points: bigint) => aligned(points, decimals);
  const takes = active || activityTakes.length === 0 ? "" : `; it takes ${activityTakes.join(" and ")}`;
  const placed = groupVolumeByPlacement === groupVolume ? "" : `, by placement ${volume(groupVolumeByPlacement)}`;
  const rows: (readonly [string, string])[] = [
    ["active", `${active ? "yes" : "no"}${takes}`],
    ["own volume", `${volume(ownVolume)}, of it sold to customers ${volume(customerVolume)}`],
    ["group volume", volume(groupVolume) + placed],
  ];
  const [paidAs, next] = [document.ranks[rank], document.ranks[rank + 1]];
  if (paidAs !== undefined) rows.unshift(["paid as", paidAs.name]);
  if (next !== undefined && lacks.length > 0) rows.push([`lacks for ${next.name}`, lacks.join("; ")]);
  return facts(rows, width);
}
