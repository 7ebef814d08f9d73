import { Calendar, isStandDay } from "./calendar.ts";
import { PLANS, PRODUCTS } from "./catalogue.ts";
import { Market } from "./market.ts";
import { Network } from "./network.ts";
import { Random } from "./random.ts";
import { type Legacy, MONTH, type Person, type Size, type Story } from "./story.ts";
import { planTroubles } from "./troubles.ts";
import { Volumes } from "./volumes.ts";

/** A quarter of the people were there before the programme opened. */
const LEGACY_SHARE = 4;
/** Sales in a month for each hundred people. */
const SALES_PER_HUNDRED = 100;

/** Invents a company. The same size and seed give the same story, on every machine. */
export function generate(size: Size): Story {
  const random = new Random(size.seed);
  const network = new Network(random);
  const calendar = new Calendar();
  const volumes = new Volumes(network);
  const market = new Market(random, network, volumes, calendar);
  const legacy = importLegacy(random, network, calendar, Math.floor(size.people / LEGACY_SHARE));
  const days = size.months * MONTH;
  for (let day = 0; day < days; day++) {
    recruit(network, calendar, day, size.people - legacy.length - 1, days);
    const sales = share(network.last * SALES_PER_HUNDRED, day, 100 * MONTH);
    for (let i = 0; i < sales; i++) market.buy(day);
    if (isStandDay(day)) market.stand(day, 8 + Math.floor(network.last / 100));
    if (day % MONTH === MONTH - 1) endMonth(calendar, volumes, day);
  }
  // The second plan takes over in the middle, a notice after it was scheduled.
  const middle = Math.floor(size.months / 2) * MONTH;
  calendar.at(Math.max(0, middle - MONTH - 1), { type: "plan", from: Math.max(MONTH, middle) });
  planTroubles(random, network, calendar, legacy, days);
  const { customers, sales } = market;
  return {
    seed: size.seed,
    products: PRODUCTS,
    legacy,
    plans: PLANS,
    days: calendar.days,
    people: network.last,
    customers,
    sales,
  };
}

/** Every fifth comes without a wallet and binds one within three weeks. */
function importLegacy(random: Random, network: Network, calendar: Calendar, count: number): readonly Legacy[] {
  const legacy: Legacy[] = [];
  for (let i = 1; i < count; i++) {
    const { person, sponsor } = network.join();
    const hasWallet = !random.chance(20);
    const rank = random.weighted([
      [80, 0],
      [15, 1],
      [5, 2],
    ]);
    legacy.push({ person, sponsor, rank, hasWallet });
    if (hasWallet) continue;
    const day = random.between(1, 20);
    network.bindOn(person, day);
    calendar.at(day, { type: "bind", person });
  }
  return legacy;
}

function recruit(network: Network, calendar: Calendar, day: number, count: number, days: number): void {
  for (let left = share(count, day, days); left > 0; left--) {
    const { person, sponsor } = network.join(day);
    calendar.at(day, { type: "enrol", person, sponsor });
  }
}

/** So many of a number that is spread evenly over days fall on one of them. */
function share(count: number, day: number, days: number): number {
  return Math.floor((count * (day + 1)) / days) - Math.floor((count * day) / days);
}

/** Ranks rest on the month's volumes; whoever has earned enough is paid. */
function endMonth(calendar: Calendar, volumes: Volumes, day: number): void {
  const ranks: readonly (readonly [Person, number])[] = volumes.close();
  if (ranks.length > 0) calendar.at(day, { type: "ranks", ranks });
  calendar.at(day, { type: "push" });
}
