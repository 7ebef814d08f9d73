import type { Event, Person } from "./story.ts";

/**
 * Whether a wallet that is lost on a day would be missed: its owner signs or sends something until he has another, or
 * returns later what he bought with it before.
 * @param until First day on which he has another.
 */
export function isMissed(days: readonly (readonly Event[])[], person: Person, lost: number, until: number): boolean {
  const bought = new Set<number>();
  for (const [day, events] of days.entries()) {
    for (const event of events) {
      if (event.type === "buy" && isBy(event, person) && day < lost) bought.add(event.sale);
      if (day < lost) continue;
      if ((event.type === "request" || event.type === "withdraw") && bought.has(event.sale)) return true;
      if (day < until && usesWallet(event, person)) return true;
    }
  }
  return false;
}

function isBy({ buyer }: Extract<Event, { type: "buy" }>, person: Person): boolean {
  return "person" in buyer && buyer.person === person;
}

/** What other troubles do with a wallet comes to others. */
function usesWallet(event: Event, person: Person): boolean {
  if (event.type === "enrol") return event.sponsor === person;
  if (event.type !== "buy") return false;
  const signs = event.seller === person && event.lines.some(({ unitPrice }) => unitPrice !== undefined);
  return signs || isBy(event, person);
}
