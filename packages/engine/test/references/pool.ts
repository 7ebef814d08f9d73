/** A pool as its definition reads: shares of everybody, the largest remainders one after the other. */
import type { Scene } from "../helpers/arbitrary.ts";

export interface PoolTerms {
  readonly rate: number;
  readonly per: "sale" | "period";
  readonly by: "rank" | "ownVolume" | "customerVolume" | "groupVolume" | "growth";
  /** Of each rank, lowest first. */
  readonly factors: readonly number[];
  readonly least: number;
  readonly empty: "company" | "carry";
}

export interface PoolState {
  readonly waiting: number;
  readonly groups: ReadonlyMap<number, number>;
}

export function poolReference({ network, sales }: Scene, terms: PoolTerms, before: PoolState) {
  const total = (rows: Scene["sales"]) => rows.reduce((sum, { cv }) => sum + Number(cv), 0);
  const own = (id: number) => total(sales.filter(({ seller }) => seller === id));
  const isDistributor = (id: unknown) => network.some((row) => row.id === id);
  const group = (id: number): number =>
    network.filter(({ sponsor }) => sponsor === id).reduce((sum, row) => sum + group(Number(row.id)), own(id));
  const measure = (id: number) => {
    if (terms.by === "rank") return 1;
    if (terms.by === "ownVolume") return own(id);
    if (terms.by === "groupVolume") return group(id);
    if (terms.by === "growth") return Math.max(0, group(id) - (before.groups.get(id) ?? 0));
    return total(sales.filter(({ seller, buyer }) => seller === id && !isDistributor(buyer)));
  };
  const shares = network
    .filter(({ active, rank }) => active === true && Number(rank) >= terms.least)
    .map(({ id, rank }) => ({ id: Number(id), shares: measure(Number(id)) * terms.factors[Number(rank)]! }))
    .filter((entry) => entry.shares > 0);
  const paying = sales.filter(({ seller, buyer }) => seller !== buyer);
  const share = (rows: Scene["sales"]) => Math.floor((total(rows) * terms.rate) / 10_000);
  const fresh = terms.per === "period" ? share(paying) : paying.reduce((sum, sale) => sum + share([sale]), 0);
  const size = fresh + before.waiting;
  const all = shares.reduce((sum, entry) => sum + entry.shares, 0);
  const paid = new Map(shares.map((entry) => [entry.id, Math.floor((size * entry.shares) / all)]));
  const fractions = shares.map((entry) => ({ id: entry.id, rest: (size * entry.shares) % all }));
  let left = shares.length === 0 ? 0 : size - [...paid.values()].reduce((a, b) => a + b, 0);
  while (left-- > 0) {
    const next = fractions.reduce((best, entry) => (entry.rest > best.rest ? entry : best));
    paid.set(next.id, paid.get(next.id)! + 1);
    next.rest = -1;
  }
  const groups = new Map(network.map(({ id }) => [Number(id), group(Number(id))]));
  return {
    paid: new Map([...paid].filter(([, amount]) => amount > 0)),
    state: { waiting: shares.length === 0 && terms.empty === "carry" ? size : 0, groups },
  };
}
