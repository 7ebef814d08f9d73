import type { Event } from "../../../examples/company/generator/story.ts";
import { decodeRankChanges } from "../../../packages/protocol/src/index.ts";
import type { History } from "../../local/report/history.ts";
import type { Stage } from "../run/stage.ts";
import { planChange } from "../run/turning-points.ts";
import { expectTold } from "./story-broken.ts";

/** Everybody is there, under his sponsor, with the wallet that he has by the story. @throws StoryBroken */
export async function checkPeople({ story, programme, wallets }: Stage): Promise<void> {
  const people = await programme.reader.people();
  expectTold("people", people.size, story.people);
  const sponsors = new Map(story.legacy.map(({ person, sponsor }) => [person, sponsor]));
  for (const event of story.days.flat()) if (event.type === "enrol") sponsors.set(event.person, event.sponsor);
  for (let person = 1; person <= story.people; person++) {
    const found = people.get(BigInt(person));
    expectTold(`sponsor of person ${person}`, found?.sponsor, BigInt(sponsors.get(person) ?? 0));
    expectTold(`wallet of person ${person}`, found?.wallet, wallets.person(person).address);
  }
}

/** Events of the core that an event of the story leaves once each time. */
const TRACES: Readonly<Partial<Record<Event["type"], string>>> = {
  enrol: "DistributorEnrolled",
  bind: "DistributorBound",
  plan: "PlanScheduled",
  hold: "HoldPlaced",
  lift: "HoldLifted",
  guardian: "GuardianSet",
  recover: "RecoveryStarted",
};

/** What happens to few has happened as often as the story says. @throws StoryBroken */
export function checkTraces({ story, tally }: Stage, history: History): void {
  const count = (type: Event["type"]) => story.days.flat().filter((event) => event.type === type).length;
  const found = (name: string) => history.of(name).length;
  for (const [type, name] of Object.entries(TRACES)) {
    // The company is the first who enrolled, and the first plan was scheduled before the opening.
    const before = type === "enrol" || type === "plan" ? 1 : 0;
    expectTold(name, found(name), count(type as Event["type"]) + before);
  }
  expectTold("DistributorImported", found("DistributorImported"), story.legacy.length);
  expectTold("WalletMoved", found("WalletMoved"), count("move") + count("recovered"));
  expectTold("PlanActivated", found("PlanActivated"), planChange(story) === undefined ? 1 : 2);
  expectTold("OfferUsed", found("OfferUsed"), tally.offers.named);
  expectTold("claims", tally.claims.paid + tally.claims.nothing + tally.claims.held, count("claim"));
  checkRanks(story.days.flat(), history);
}

function checkRanks(events: readonly Event[], history: History): void {
  const told = events.flatMap((event) => (event.type === "ranks" ? event.ranks : []));
  const found = history.of("RanksSet").flatMap(({ args }) => decodeRankChanges(args["changes"]));
  const shown = (ranks: readonly (readonly [unknown, unknown])[]) =>
    ranks.map(([id, rank]) => `${id}: ${rank}`).join(", ");
  expectTold("ranks", shown(found.map(({ id, rank }) => [id, rank])), shown(told));
}
