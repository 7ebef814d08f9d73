/** The matrix as its definition reads: places are a list, and each newcomer looks for his through all of them. */
import type { Scene } from "../helpers/arbitrary.ts";

export interface MatrixTerms {
  readonly width: number;
  readonly depth: number;
  readonly rates: readonly number[];
  readonly placement: "given" | "sponsor" | "company";
  readonly spillover: boolean;
  readonly reentry: boolean;
  readonly compression: "none" | "standard" | "dynamic";
}

interface Place {
  readonly owner: number;
  above: Place | undefined;
  readonly below: Place[];
}

export interface MatrixOutcome {
  readonly paid: ReadonlyMap<number, number>;
  readonly completed: ReadonlyMap<number, number>;
}

export function matrixReference({ network, sales }: Scene, terms: MatrixTerms): MatrixOutcome {
  const company: Place = { owner: 0, above: undefined, below: [] };
  const first = new Map<number, Place>();
  const newest = new Map<number, Place>();
  const completed = new Map<number, number>();
  const rowOf = (id: number) => network.find((row) => row.id === id)!;

  /** Places of a matrix, level by level, from the left. */
  const within = (top: Place): Place[] => {
    const found: Place[] = [];
    let level = top.below;
    for (let depth = 1; depth <= terms.depth; depth++) {
      found.push(...level);
      level = level.flatMap(({ below }) => below);
    }
    return found;
  };
  const firstFree = (start: Place): Place => {
    let level = [start];
    for (;;) {
      const free = level.find(({ below }) => below.length < terms.width);
      if (free !== undefined) return free;
      level = level.flatMap(({ below }) => below);
    }
  };
  const aboveFor = (owner: number): Place | undefined => {
    const { sponsor, placement } = rowOf(owner);
    if (terms.placement === "given") return first.get(Number(placement)) ?? company;
    if (terms.placement === "sponsor" && sponsor === 0) return company;
    const start = terms.placement === "company" ? company : newest.get(Number(sponsor))!;
    if (!terms.spillover) return start.below.length < terms.width ? start : undefined;
    return firstFree(start);
  };
  let capacity = 0;
  for (let level = 1; level <= terms.depth; level++) capacity += terms.width ** level;

  const enter = (owner: number): void => {
    const queue = [owner];
    for (let who = queue.shift(); who !== undefined; who = queue.shift()) {
      const place: Place = { owner: who, above: undefined, below: [] };
      if (!first.has(who)) first.set(who, place);
      const above = aboveFor(who);
      newest.set(who, place);
      if (above === undefined) continue;
      place.above = above;
      above.below.push(place);
      let at: Place = above;
      for (let level = 1; level <= terms.depth && at !== company; level++) {
        const places = within(at);
        // Only the newcomer that fills the last place completes a matrix.
        if (places.length === capacity && places.includes(place)) {
          completed.set(at.owner, (completed.get(at.owner) ?? 0) + 1);
          if (terms.reentry) queue.push(at.owner);
        }
        at = at.above ?? company;
      }
    }
  };

  const waiting = [...network].sort((a, b) => Number(a.enrolled) - Number(b.enrolled) || Number(a.id) - Number(b.id));
  const placed = new Set<number>([0]);
  const enterAfterSponsor = (id: number): void => {
    if (placed.has(id)) return;
    const row = rowOf(id);
    enterAfterSponsor(Number(terms.placement === "given" ? row.placement : row.sponsor));
    placed.add(id);
    enter(id);
  };
  for (const { id } of waiting) enterAfterSponsor(Number(id));

  const paid = new Map<number, number>();
  for (const { seller, buyer, cv } of sales) {
    if (seller === buyer) continue;
    const levels = [...terms.rates];
    let at = first.get(Number(seller))?.above;
    for (let looked = 0; looked < terms.depth && at !== undefined && at !== company && levels.length > 0; looked++) {
      const active = rowOf(at.owner).active === true;
      if (active || terms.compression === "none") {
        const amount = Math.floor((Number(cv) * levels.shift()!) / 10_000);
        if (active && amount > 0) paid.set(at.owner, (paid.get(at.owner) ?? 0) + amount);
      }
      at = at.above;
    }
  }
  return { paid, completed };
}
