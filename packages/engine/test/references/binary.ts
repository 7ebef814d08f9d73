/**
 * The binary bonus as its definition reads: everybody below is looked up one by one, and cycles are taken one at a time.
 */
import type { Scene } from "../helpers/arbitrary.ts";

export interface BinaryTerms {
  readonly pays:
    | {
        readonly how: "cycles";
        /** What the very first cycle takes. */
        readonly first: readonly [number, number] | undefined;
        readonly left: number;
        readonly right: number;
        readonly swap: boolean;
        readonly amount: number;
      }
    | { readonly how: "rate"; readonly rate: number }
    | {
        readonly how: "steps";
        readonly steps: readonly { readonly weaker: number; readonly stronger: number; readonly amount: number }[];
        readonly repeat: boolean;
      };
  readonly own: "none" | "weaker" | "stronger";
  readonly most: number | undefined;
  readonly cycles: number | undefined;
  readonly aboveLimit: "lost" | "carried";
  readonly carry: "both" | "stronger" | "none";
  readonly carryMost: number | undefined;
  readonly flush: "never" | "inactive";
}

export interface Carried {
  readonly left: ReadonlyMap<number, number>;
  readonly right: ReadonlyMap<number, number>;
  readonly started: ReadonlySet<number>;
}

export interface BinaryOutcome {
  readonly paid: ReadonlyMap<number, number>;
  readonly carried: Carried;
}

/** Own purchases do not count, as in a plan by CV that does not pay on them. */
export function binaryReference({ network, sales }: Scene, terms: BinaryTerms, before: Carried): BinaryOutcome {
  const paid = new Map<number, number>();
  const carried = {
    left: new Map<number, number>(),
    right: new Map<number, number>(),
    started: new Set(before.started),
  };
  const own = (id: number) =>
    sales.filter(({ seller, buyer }) => seller === id && buyer !== id).reduce((sum, { cv }) => sum + Number(cv), 0);
  const volume = (id: number): number =>
    network.filter(({ placement }) => placement === id).reduce((sum, row) => sum + volume(Number(row.id)), own(id));
  const leg = (id: number, position: number) =>
    network
      .filter((row) => row.placement === id && row.position === position)
      .reduce((sum, row) => sum + volume(Number(row.id)), 0);
  for (const { id: rowId, active } of network) {
    const id = Number(rowId);
    let left = leg(id, 0) + (before.left.get(id) ?? 0);
    let right = leg(id, 1) + (before.right.get(id) ?? 0);
    const leftIsWeaker = left <= right;
    if (terms.own !== "none") {
      if ((terms.own === "weaker") === leftIsWeaker) left += own(id);
      else right += own(id);
    }
    if (!active && terms.flush === "inactive") continue;
    if (active) {
      const started = before.started.has(id);
      const full = matched(left, right, terms, terms.aboveLimit === "carried", started);
      const within = matched(left, right, { ...terms, most: undefined }, true, started).amount;
      if (full.count > 0) carried.started.add(id);
      const amount = terms.aboveLimit === "carried" ? full.amount : Math.min(within, terms.most ?? within);
      if (amount > 0) paid.set(id, amount);
      left = full.left;
      right = full.right;
    }
    const kept = (side: number, other: number) =>
      terms.carry === "none" || (terms.carry === "stronger" && side <= other)
        ? 0
        : Math.min(side, terms.carryMost ?? side);
    const [keptLeft, keptRight] = [kept(left, right), kept(right, left)];
    if (keptLeft > 0) carried.left.set(id, keptLeft);
    if (keptRight > 0) carried.right.set(id, keptRight);
  }
  return { paid, carried };
}

/** What two sides pay and what is left of them, one cycle or step at a time. */
function matched(left: number, right: number, { pays, most, cycles }: BinaryTerms, limited: boolean, started: boolean) {
  const state = { left, right, amount: 0, count: 0 };
  if (pays.how === "rate") {
    let both = Math.min(left, right);
    if (limited && most !== undefined && pays.rate > 0) both = Math.min(both, Math.floor((most * 10_000) / pays.rate));
    return { left: left - both, right: right - both, amount: Math.floor((both * pays.rate) / 10_000), count: 0 };
  }
  const offers =
    pays.how === "cycles"
      ? [{ weaker: pays.left, stronger: pays.right, amount: pays.amount }]
      : [...pays.steps].reverse();
  const swap = pays.how === "steps" || pays.swap;
  const repeat = pays.how === "cycles" || pays.repeat;
  const first =
    pays.how === "cycles" && pays.first !== undefined && !started
      ? [{ weaker: pays.first[0], stronger: pays.first[1], amount: pays.amount }]
      : offers;
  for (; !limited || cycles === undefined || state.count < cycles; state.count++) {
    const room = limited && most !== undefined ? most - state.amount : Number.POSITIVE_INFINITY;
    const offer = (state.count === 0 ? first : offers).find(({ weaker, stronger, amount }) => {
      if (amount > room) return false;
      const [less, more] = [Math.min(weaker, stronger), Math.max(weaker, stronger)];
      return swap
        ? Math.min(state.left, state.right) >= less && Math.max(state.left, state.right) >= more
        : state.left >= weaker && state.right >= stronger;
    });
    if (offer === undefined) break;
    const [less, more] = swap
      ? [Math.min(offer.weaker, offer.stronger), Math.max(offer.weaker, offer.stronger)]
      : [offer.weaker, offer.stronger];
    const leftGivesMore = swap && state.left > state.right;
    state.left -= leftGivesMore ? more : less;
    state.right -= leftGivesMore ? less : more;
    state.amount += offer.amount;
    if (!repeat) return { ...state, count: 1 };
  }
  return state;
}
