/** The x-up as its definition reads. */
import type { Scene } from "../helpers/arbitrary.ts";

export interface XUpTerms {
  readonly passUp: number;
  readonly first: "sales" | "people";
  readonly rate: number;
}

export function xUpReference(
  { network, sales }: Scene,
  { passUp, first, rate }: XUpTerms,
): ReadonlyMap<number, number> {
  const paid = new Map<number, number>();
  const rowOf = (id: number) => network.find((row) => row.id === id);
  const sponsorOf = (id: number) => Number(rowOf(id)?.sponsor ?? 0);
  /** The how-manieth of his sponsor somebody is: those who enrolled before him, and who with the same time is before. */
  const entered: number[] = [];
  const enter = (id: number): void => {
    if (id === 0 || entered.includes(id)) return;
    enter(sponsorOf(id));
    entered.push(id);
  };
  for (const { id } of [...network].sort(
    (a, b) => Number(a.enrolled) - Number(b.enrolled) || Number(a.id) - Number(b.id),
  )) {
    enter(Number(id));
  }
  const numberOf = (id: number) => entered.filter((other) => sponsorOf(other) === sponsorOf(id)).indexOf(id) + 1;
  const standsBelow = (id: number): number =>
    id === 0 ? 0 : numberOf(id) > passUp ? sponsorOf(id) : standsBelow(sponsorOf(id));
  const counted = sales
    .filter(({ seller, buyer, cv }) => seller !== buyer && Number(cv) > 0)
    .sort((a, b) => Number(a.time ?? 0) - Number(b.time ?? 0) || (String(a.id) < String(b.id) ? -1 : 1));
  for (const [index, { seller, cv }] of counted.entries()) {
    const who = Number(seller);
    const before = counted.slice(0, index).filter((sale) => sale.seller === seller).length;
    const to = first === "people" ? standsBelow(who) : before < passUp ? sponsorOf(who) : who;
    const amount = Math.floor((Number(cv) * rate) / 10_000);
    if (rowOf(to)?.active === true && amount > 0) paid.set(to, (paid.get(to) ?? 0) + amount);
  }
  return paid;
}
