import type { Progress } from "../../../packages/cli/src/terminal/progress.ts";
import { perform } from "./actions.ts";
import { keep } from "./keeper.ts";
import type { Stage } from "./stage.ts";
import { endOf } from "./turning-points.ts";

/**
 * Lets a story happen day by day, in the morning first what fell due. After its last day the clock goes on until every
 * return is decided and every sale is settled.
 */
export async function tell(stage: Stage, progress: Progress): Promise<void> {
  const { days } = stage.story;
  const end = endOf(stage.story);
  progress.begin("Days", days.length);
  for (let day = 0; day < end || stage.book.keeping.sales.size > 0; day++) {
    await stage.begin(day);
    await keep(stage);
    for (const event of days[day] ?? []) await perform(stage, event);
    await stage.settleDown();
    if (day < days.length) progress.at(day + 1, `${day + 1} of ${days.length} days`);
  }
  progress.end();
}
