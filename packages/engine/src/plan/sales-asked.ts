import type { PlanDocument } from "./document.ts";
import type { Activity, Qualification } from "./qualification.ts";

type Volumes = Pick<Activity, "ownVolume" | "customerVolume" | "purchases">;

/** An amount of 0 asks for nothing. */
export function asksFor(amount: string | undefined): boolean {
  return amount !== undefined && Number(amount) > 0;
}

function asksForVolume({ ownVolume, customerVolume, purchases }: Volumes): boolean {
  return [ownVolume, customerVolume, purchases].some(asksFor);
}

/** Whether a rank's own rule asks for any volume or customers, its legs left out. */
export function asksForOwnSales(requires: Qualification): boolean {
  return requires.customers !== undefined || asksForVolume(requires) || asksFor(requires.groupVolume?.atLeast);
}

/** Whether any of a rank's legs must have sold something, by its volume or by the rank that somebody in it has. */
export function asksLegsForSales(requires: Qualification, document: PlanDocument): boolean {
  return legsAsk(requires, document, new Set());
}

/** Whether nobody can have a rank without any sale, his own or of others, as far as the plan has rules for ranks. */
export function asksForSales(name: string, document: PlanDocument): boolean {
  return document.ranks.every(({ requires }) => requires === undefined) || rankAsks(name, document, new Set());
}

/** @param seen Ranks that are being looked at: who asks only for one of them asks for nothing. */
function rankAsks(name: string, document: PlanDocument, seen: Set<string>): boolean {
  const requires = document.ranks.find((rank) => rank.name === name)?.requires;
  if (requires === undefined || seen.has(name)) return false;
  const { activity } = document;
  const active = requires.active && activity !== undefined && asksForVolume(activity);
  return active || asksForOwnSales(requires) || legsAsk(requires, document, new Set(seen).add(name));
}

function legsAsk({ legs = [] }: Qualification, document: PlanDocument, seen: Set<string>): boolean {
  return legs.some(({ volume, rank }) => asksFor(volume) || (rank !== undefined && rankAsks(rank, document, seen)));
}
