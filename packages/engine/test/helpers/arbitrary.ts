import fc from "fast-check";
import type { DistributorRow, PeriodResult, SaleRow } from "../../src/index.ts";

/** Settings of a random network and its sales. */
export interface Shape {
  readonly people?: number;
  readonly sales?: number;
  /** Ranks that rows may have, from 0. */
  readonly ranks?: number;
  /** The most placed under one person. */
  readonly width?: number;
  readonly largest?: number;
}

/** A random network of distributors 1, 2, …, some inactive, and sales of them, some to themselves or to each other. */
export interface Scene {
  readonly network: readonly DistributorRow[];
  readonly sales: readonly SaleRow[];
}

export function scenes({
  people = 9,
  sales = 12,
  ranks = 3,
  width = 2,
  largest = 2000,
}: Shape = {}): fc.Arbitrary<Scene> {
  return fc
    .array(
      fc.record({
        sponsor: fc.nat(),
        placement: fc.nat(),
        active: fc.integer({ min: 0, max: 4 }).map((value) => value > 0),
        rank: fc.nat(ranks - 1),
        enrolled: fc.nat(5),
      }),
      { minLength: 1, maxLength: people },
    )
    .chain((rows) => {
      const network = networkOf(rows, width);
      return fc.record({ network: fc.constant(network), sales: salesOf(network.length, sales, largest) });
    });
}

interface RandomRow {
  readonly sponsor: number;
  readonly placement: number;
  readonly active: boolean;
  readonly rank: number;
  readonly enrolled: number;
}

/** Everybody is below the company (0) or somebody of a lower id, and has a free place among those placed there. */
function networkOf(rows: readonly RandomRow[], width: number): DistributorRow[] {
  const taken = new Map<number, number>();
  return rows.map(({ sponsor, placement, active, rank, enrolled }, index) => {
    const free = Array.from({ length: index + 1 }, (_, id) => id).filter(
      (id) => id === 0 || (taken.get(id) ?? 0) < width,
    );
    const under = free[placement % free.length] as number;
    const position = taken.get(under) ?? 0;
    taken.set(under, position + 1);
    return {
      id: index + 1,
      sponsor: sponsor % (index + 1),
      placement: under,
      ...(under === 0 ? {} : { position }),
      active,
      rank,
      enrolled,
    };
  });
}

function salesOf(people: number, most: number, largest: number): fc.Arbitrary<SaleRow[]> {
  return fc
    .array(fc.record({ seller: fc.integer({ min: 1, max: people }), buyer: fc.nat(people * 3), cv: fc.nat(largest) }), {
      maxLength: most,
    })
    .map((rows) =>
      rows.map((row, index) => ({ id: `s${index}`, ...row, buyer: row.buyer === 0 ? undefined : row.buyer })),
    );
}

/** What the company is called in these networks. */
export const COMPANY = 0;

/** What everybody earns, by id. */
export function earnings(result: PeriodResult): Map<number, number> {
  return new Map([...result.earnings()].map(({ distributor, amount }) => [Number(distributor), Number(amount)]));
}

/** Cents as a plan writes them. */
export const money = (units: number): string => (units / 100).toFixed(2);
