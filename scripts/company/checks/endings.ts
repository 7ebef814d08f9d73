import type { Event, Story } from "../../../examples/company/generator/story.ts";
import type { Ending } from "../../local/report/endings.ts";
import { productOf } from "../run/prices.ts";

/** How each purchase must end that is returned, by its number: what the buyer wants, and what is decided or not. */
export function expectedEndings(story: Story): ReadonlyMap<number, Ending> {
  const goods = new Map<number, boolean>();
  const endings = new Map<number, Ending>();
  for (const event of story.days.flat()) {
    if (event.type === "buy") goods.set(event.sale, productOf(story, event.lines[0]?.product ?? 0).goods);
    const ending = endingAfter(event, (sale) => goods.get(sale) === true);
    if (ending !== undefined) endings.set(ending[0], ending[1]);
  }
  return endings;
}

/** How a purchase ends if nothing follows on this event. */
function endingAfter(event: Event, isGoods: (sale: number) => boolean): readonly [number, Ending] | undefined {
  switch (event.type) {
    case "request":
      return [event.sale, isGoods(event.sale) ? "refunded, the company being silent" : "refunded at once"];
    case "withdraw":
      return [event.sale, "withdrawn by the buyer"];
    case "accept":
      return [event.sale, "accepted by the company"];
    case "reject":
      return [event.sale, "refunded, the arbiter being silent"];
    case "rule":
      return [event.sale, event.forBuyer ? "ruled for the buyer" : "ruled for the company"];
    default:
      return undefined;
  }
}
