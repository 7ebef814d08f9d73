import type { Story } from "../../../examples/company/generator/story.ts";

/** The day from which on the second plan is in force; undefined if none follows the first. */
export function planChange({ days }: Story): number | undefined {
  for (const events of days) {
    for (const event of events) if (event.type === "plan") return event.from;
  }
  return undefined;
}

/** The first day on which nothing that the story began is under way any more but sales and their returns. */
export function endOf(story: Story): number {
  const { days } = story;
  const holds = days.flatMap((events, day) => events.map((event) => (event.type === "hold" ? day + event.days : 0)));
  return Math.max(days.length, (planChange(story) ?? 0) + 1, ...holds);
}
