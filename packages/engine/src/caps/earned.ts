import type { Column } from "../money/lane.ts";
import type { Run } from "../run/run.ts";

/** What each distributor was paid by some bonuses, or by all where none is named, caps that came before included. */
export function earnedBy<M>(run: Run<M>, bonuses: readonly string[] | undefined): Column<M> {
  const { lane, lines, network } = run;
  const sums = lane.column(network.size + 1);
  const places = bonuses?.map((id) => run.bonusIndex(id));
  for (let index = 1; index <= network.size; index++) {
    if (places === undefined) sums.set(index, lines.earnedInAll(index));
    else for (const place of places) sums.add(index, lines.earned(place)?.get(index) ?? lane.zero);
  }
  return sums;
}
