/**
 * Generations, infinity, matches and breakaways as their definitions read: everybody above is looked at, one by one,
 * for every source. Nothing of the engine is used.
 */
import type { Scene } from "../helpers/arbitrary.ts";

interface Person {
  readonly id: number;
  readonly sponsor: number;
  readonly rank: number;
  readonly active: boolean;
}

/** What each distributor is paid, and what nobody is. */
export interface Outcome {
  readonly paid: Map<number, number>;
  lost: number;
}

const part = (base: number, rate: number) => Math.floor((base * rate) / 10_000);

function pay(outcome: Outcome, to: number | undefined, amount: number): void {
  if (to === undefined) outcome.lost += amount;
  else if (amount > 0) outcome.paid.set(to, (outcome.paid.get(to) ?? 0) + amount);
}

/** A random scene, seen by its people. */
export class World {
  readonly people: readonly Person[];
  readonly #sales: Scene["sales"];

  constructor({ network, sales }: Scene) {
    this.people = network.map(({ id, sponsor, rank, active }) => ({
      id: Number(id),
      sponsor: Number(sponsor),
      rank: rank ?? 0,
      active: active ?? true,
    }));
    this.#sales = sales;
  }

  person(id: number): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  /** Everybody above, the sponsor first. */
  above(id: number): Person[] {
    const sponsor = this.person(this.person(id)?.sponsor ?? 0);
    return sponsor === undefined ? [] : [sponsor, ...this.above(sponsor.id)];
  }

  below(id: number): readonly Person[] {
    return this.people.filter(({ sponsor }) => sponsor === id);
  }

  /** Sales to others; what somebody buys from himself pays nobody. */
  paying(): { seller: number; cv: number }[] {
    return this.#sales
      .filter(({ seller, buyer }) => seller !== buyer)
      .map(({ seller, cv }) => ({ seller: Number(seller), cv: Number(cv) }));
  }

  paidVolume(id: number): number {
    return this.paying().reduce((sum, { seller, cv }) => (seller === id ? sum + cv : sum), 0);
  }

  /** All sales qualify, those to himself too. */
  points(id: number): number {
    return this.#sales.reduce((sum, { seller, cv }) => (seller === id ? sum + Number(cv) : sum), 0);
  }
}

/** A level: the rate of each rank, or none where it is closed to the rank, and what is lost if nobody gets it. */
export interface Rung {
  readonly rate: number;
  readonly open: number;
  /** From this rank on another rate. */
  readonly higher: { readonly rank: number; readonly rate: number } | undefined;
}

export type Compression = "none" | "standard" | "dynamic";

/** Levels over a line of people, nearest first. A barred person is treated as an inactive one. */
export function payRungs(
  outcome: Outcome,
  line: readonly Person[],
  base: number,
  rungs: readonly Rung[],
  compression: Compression,
  barred: (person: Person) => boolean = ({ active }) => !active,
): void {
  let waiting = [...line];
  for (const { rate, open, higher } of rungs) {
    const qualified = (person: Person) => !barred(person) && person.rank >= open;
    if (compression === "standard") waiting = waiting.slice(first(waiting, (person) => !barred(person)));
    if (compression === "dynamic") waiting = waiting.slice(first(waiting, qualified));
    const [next, ...rest] = waiting;
    waiting = rest;
    if (next === undefined || !qualified(next)) pay(outcome, undefined, part(base, rate));
    else pay(outcome, next.id, part(base, higher !== undefined && next.rank >= higher.rank ? higher.rate : rate));
  }
}

function first(line: readonly Person[], is: (person: Person) => boolean): number {
  const found = line.findIndex(is);
  return found < 0 ? line.length : found;
}

/** Which people a way up leads over: everybody, or generations that holders of a rank close or head. */
export interface Way {
  readonly rank: number;
  readonly holder: "closes" | "heads";
}

/** Whose levels or generations somebody is in, the first first. */
export function line(world: World, from: number, way: Way | undefined): Person[] {
  if (way === undefined) return world.above(from);
  const holders = world.above(from).filter(({ rank }) => rank >= way.rank);
  // Whoever is no holder himself is in the group of the first holder above, who is not paid on his own group.
  const heads = way.holder === "heads" && (world.person(from)?.rank ?? 0) < way.rank;
  return heads ? holders.slice(1) : holders;
}

/**
 * Generations that each payee has for himself: he is paid on a source in the generation that so many people of his rank
 * or a higher one bound, who stand between the two, or at the source where holders head their groups.
 */
export function payRelative(
  outcome: Outcome,
  world: World,
  from: number,
  base: number,
  rungs: readonly Rung[],
  way: "closes" | "heads",
): void {
  const above = world.above(from);
  const source = world.person(from);
  for (const [index, payee] of above.entries()) {
    const between = above.slice(0, index);
    const bounding = way === "heads" && source !== undefined ? [source, ...between] : between;
    const bounds = bounding.filter(({ active, rank }) => active && rank >= payee.rank).length;
    const rung = rungs[way === "heads" ? bounds - 1 : bounds];
    if (rung === undefined || !payee.active || payee.rank < rung.open) continue;
    const { higher } = rung;
    pay(outcome, payee.id, part(base, higher !== undefined && payee.rank >= higher.rank ? higher.rate : rung.rate));
  }
}

export interface InfinityTerms {
  readonly ranks: readonly { readonly rank: number; readonly rate: number }[];
  readonly pays: "difference" | "full";
  readonly holder: "closes" | "heads";
  readonly below: { readonly count: number; readonly generationsOf: number | undefined } | undefined;
  readonly stops: "holder" | "payee";
}

export function infinityReference(world: World, terms: InfinityTerms): Outcome {
  const outcome: Outcome = { paid: new Map(), lost: 0 };
  const rateOf = ({ rank, active }: Person) =>
    active ? Math.max(0, ...terms.ranks.filter((rule) => rank >= rule.rank).map(({ rate }) => rate)) : 0;
  for (const { seller, cv } of world.paying()) {
    const source = world.person(seller) as Person;
    let reached = terms.holder === "heads" ? rateOf(source) : 0;
    const above = world.above(seller);
    for (const [index, person] of above.entries()) {
      const rate = rateOf(person);
      if (rate <= reached) continue;
      const between = above.slice(0, index);
      const generations = terms.below?.generationsOf;
      const distance = 1 + between.filter(({ rank }) => generations === undefined || rank >= generations).length;
      const near = distance <= (terms.below?.count ?? 0);
      if (near && terms.stops === "payee") continue;
      pay(outcome, near ? undefined : person.id, part(cv, terms.pays === "full" ? rate : rate - reached));
      reached = rate;
    }
    let under = reached;
    for (const { rate } of terms.ranks) {
      if (rate <= reached) continue;
      pay(outcome, undefined, part(cv, terms.pays === "full" ? rate : rate - under));
      under = rate;
    }
  }
  return outcome;
}

export interface BreakawayTerms {
  /** Tiers of side volume, lowest first, of which the last one breaks away; or a rank. */
  readonly breaks: { readonly from: number } | { readonly rank: number };
  readonly paid: "leaders" | "sponsors";
  readonly rungs: readonly Rung[];
  readonly compression: Compression;
  readonly sideVolume: number | undefined;
  readonly legsInstead: number | undefined;
  readonly guarantee: number | undefined;
}

export function breakawayReference(world: World, terms: BreakawayTerms): Outcome {
  const outcome: Outcome = { paid: new Map(), lost: 0 };
  const broken = (person: Person): boolean =>
    person.active && ("rank" in terms.breaks ? person.rank >= terms.breaks.rank : side(person.id) >= terms.breaks.from);
  /** Own points and those of everybody below, down to the groups that broke away. */
  const side = (id: number): number =>
    world.below(id).reduce((sum, leg) => (broken(leg) ? sum : sum + side(leg.id)), world.points(id));
  const group = (id: number): number =>
    world.below(id).reduce((sum, leg) => (broken(leg) ? sum : sum + group(leg.id)), world.paidVolume(id));
  const hasBroken = (person: Person): boolean => broken(person) || world.below(person.id).some(hasBroken);
  const barred = (person: Person) => {
    const legs = world.below(person.id).filter(hasBroken).length;
    const enough = terms.legsInstead !== undefined && legs >= terms.legsInstead;
    return !person.active || (terms.sideVolume !== undefined && !enough && side(person.id) < terms.sideVolume);
  };
  const counts = (person: Person) => terms.paid === "sponsors" || broken(person);
  if (terms.guarantee === undefined) {
    for (const person of world.people.filter(broken)) {
      const way = world.above(person.id).filter(counts);
      payRungs(outcome, way, group(person.id), terms.rungs, terms.compression, barred);
    }
    return outcome;
  }
  const rate = terms.rungs[0]?.rate ?? 0;
  const guarantee = terms.guarantee;
  /** What a person and everybody below sends up: overrides, and volume on which none was paid yet. */
  const settle = (person: Person): { money: number; volume: number } => {
    const legs = world.below(person.id).map(settle);
    const got = legs.reduce((sum, { money }) => sum + money, 0);
    const volume = legs.reduce((sum, leg) => sum + leg.volume, world.paidVolume(person.id));
    const isPaid = got > 0 && counts(person) && !barred(person);
    const closes = isPaid || broken(person);
    const own = closes ? part(volume, rate) : 0;
    if (!isPaid) return { money: got + own, volume: closes ? 0 : volume };
    const owes = Math.min(got, part(Math.max(0, guarantee - volume), rate));
    pay(outcome, person.id, got - owes);
    return { money: own + owes, volume: 0 };
  };
  for (const person of world.people.filter(({ sponsor }) => sponsor === 0)) outcome.lost += settle(person).money;
  return outcome;
}
