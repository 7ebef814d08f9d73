import { SALE_KINDS, type SaleKind } from "@upline/protocol";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale } from "../history/observer.ts";

/** Sales of one kind. Amounts in token units. */
export interface KindSum {
  readonly sales: number;
  /** What was paid for them. */
  readonly total: bigint;
  /** Their commissionable volume. */
  readonly volume: bigint;
}

export type ByKind = Readonly<Record<SaleKind, KindSum>>;

/** Sums up sales by their kind. */
export class KindSums implements Keeping {
  readonly #sums = new Map<SaleKind, KindSum>();

  add({ sale, volume }: AuditedSale): void {
    const { sales, total, volume: before } = this.of(sale.kind);
    this.#sums.set(sale.kind, { sales: sales + 1, total: total + sale.total, volume: before + volume });
  }

  keep(kept: Kept): void {
    kept.map("sums", this.#sums);
  }

  of(kind: SaleKind): KindSum {
    return this.#sums.get(kind) ?? { sales: 0, total: 0n, volume: 0n };
  }

  get all(): KindSum {
    return sumOf(SALE_KINDS.map((kind) => this.of(kind)));
  }

  get byKind(): ByKind {
    return Object.fromEntries(SALE_KINDS.map((kind) => [kind, this.of(kind)])) as ByKind;
  }
}

export function sumOf(sums: readonly KindSum[]): KindSum {
  return sums.reduce((a, b) => ({ sales: a.sales + b.sales, total: a.total + b.total, volume: a.volume + b.volume }), {
    sales: 0,
    total: 0n,
    volume: 0n,
  });
}
