import type { Calendar } from "./calendar.ts";
import type { Network } from "./network.ts";
import type { Random } from "./random.ts";
import { type Legacy, MONTH, type Person } from "./story.ts";
import { isMissed } from "./wallet-use.ts";

/** Days after which a guardian's recovery takes effect. */
export const RECOVERY_DAYS = 7;

/** What happens to few: holds, wallets that move or are lost, people who claim by themselves. */
export function planTroubles(
  random: Random,
  network: Network,
  calendar: Calendar,
  legacy: readonly Legacy[],
  days: number,
): void {
  const bound = legacy.filter(({ hasWallet }) => hasWallet).map(({ person }) => person);
  if (bound.length < LEAST) return;
  // Each trouble comes to somebody else, so that none changes another.
  const people = shuffled(random, bound);
  const take = (count: number, wanted: (person: Person) => boolean = () => true) => {
    const taken = people.filter(wanted).slice(0, count);
    for (const person of taken) people.splice(people.indexOf(person), 1);
    return taken;
  };
  // Who sells is complained about, and has something to hold back.
  const sells = (person: Person) => network.sells(person);
  for (const person of take(2 + Math.floor(network.last / 500), sells)) planHold(random, calendar, person, days);
  for (const person of take(1 + Math.floor(network.last / 500))) {
    calendar.at(random.between(5, days - 1), { type: "move", person });
  }
  for (const person of take(1 + Math.floor(network.last / 1_000))) planLoss(random, calendar, person, days);
  for (const person of take(Math.floor(people.length / 8), sells)) {
    for (let day = MONTH + 1; day < days; day += MONTH) calendar.at(day, { type: "claim", person });
  }
}

/** People that there must be for it. */
const LEAST = 8;

function shuffled(random: Random, people: readonly Person[]): Person[] {
  const rest = [...people];
  const mixed: Person[] = [];
  while (rest.length > 0) mixed.push(...rest.splice(random.below(rest.length), 1));
  return mixed;
}

/** He tries to claim all the same. Every other hold is lifted early, the others lapse. */
function planHold(random: Random, calendar: Calendar, person: Person, days: number): void {
  const day = random.between(3, days - 1);
  calendar.at(day, { type: "hold", person, days: 30 });
  calendar.at(day + 5, { type: "claim", person });
  if (random.chance(50)) calendar.at(day + 10, { type: "lift", person });
}

/** A wallet is lost on a day on which nobody misses it until there is another; if none is found, it is not lost. */
function planLoss(random: Random, calendar: Calendar, person: Person, days: number): void {
  for (let tries = 0; tries < TRIES; tries++) {
    const lost = random.between(4, days - 1);
    const recovered = lost + RECOVERY_DAYS + 1;
    if (isMissed(calendar.days, person, lost, recovered)) continue;
    calendar.at(2, { type: "guardian", person });
    calendar.at(lost, { type: "recover", person });
    calendar.at(recovered, { type: "recovered", person });
    return;
  }
}

const TRIES = 50;
