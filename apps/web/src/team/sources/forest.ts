import type { Member, Page } from "../model/member.ts";
import { isMeant } from "../model/table.ts";

/** Who somebody is and what his branch adds up to, without what only the chain's storage tells. */
export type Kin = Omit<Member, "rank" | "active">;

/** Somebody as enrolment and sales tell of him. */
export interface Enrolee {
  readonly id: bigint;
  readonly sponsor: bigint;
  readonly wallet: string | undefined;
  /** Total of his own sales that were not refunded, in token units. */
  readonly sold: bigint;
  /** The same of those that were placed in this period. */
  readonly periodSold: bigint;
}

/** Rows of a search at most. */
const FOUND_AT_MOST = 20;

/** A whole network in memory, in which every sponsor has a lower number than whom he sponsors. */
export class Forest {
  readonly #kin = new Map<bigint, Kin>();
  readonly #children = new Map<bigint, Kin[]>();

  constructor(people: Iterable<Enrolee>) {
    const inOrder = [...people].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const kin of addedUp(inOrder)) {
      this.#kin.set(kin.id, kin);
      const siblings = this.#children.get(kin.sponsor);
      if (siblings === undefined) this.#children.set(kin.sponsor, [kin]);
      else siblings.push(kin);
    }
  }

  /** One of them. */
  member(id: bigint): Kin | undefined {
    return this.#kin.get(id);
  }

  /** Whom somebody sponsors himself. */
  children(id: bigint, after: bigint, limit: number): Page<Kin> {
    return pageOf(this.#children.get(id) ?? [], after, limit);
  }

  /** Everybody below somebody. */
  downline(id: bigint, after: bigint, limit: number): Page<Kin & { readonly level: number }> {
    return pageOf(this.#below(id), after, limit);
  }

  /** From the company down to the sponsor. */
  upline(id: bigint): readonly bigint[] {
    const above: bigint[] = [];
    for (
      let next = this.#kin.get(id)?.sponsor;
      next !== undefined && next !== 0n;
      next = this.#kin.get(next)?.sponsor
    ) {
      above.push(next);
    }
    return above.reverse();
  }

  /** Whoever has this number, or a wallet that begins so. */
  search(text: string): readonly Kin[] {
    const wanted = text.trim().toLowerCase();
    const found: Kin[] = [];
    if (wanted === "") return found;
    for (const kin of this.#kin.values()) {
      if (isMeant(kin, wanted)) found.push(kin);
      if (found.length === FOUND_AT_MOST) break;
    }
    return found;
  }

  #last: { readonly id: bigint; readonly rows: readonly (Kin & { readonly level: number })[] } | undefined;

  /** Kept for the next page of the same downline. */
  #below(id: bigint): readonly (Kin & { readonly level: number })[] {
    if (this.#last?.id === id) return this.#last.rows;
    const levels = new Map([[id, 0]]);
    const rows: (Kin & { readonly level: number })[] = [];
    for (const kin of this.#kin.values()) {
      const above = levels.get(kin.sponsor);
      if (above === undefined) continue;
      levels.set(kin.id, above + 1);
      rows.push({ ...kin, level: above + 1 });
    }
    this.#last = { id, rows };
    return rows;
  }
}

/** Adds branches up from the last number to the first: whoever is below has been counted then. */
function addedUp(inOrder: readonly Enrolee[]): readonly Kin[] {
  const sums = new Map(inOrder.map(({ id }) => [id, { directs: 0, people: 0, teamSold: 0n }]));
  const kin: Kin[] = [];
  for (const { id, sponsor, wallet, sold, periodSold } of inOrder.toReversed()) {
    const own = sums.get(id) ?? { directs: 0, people: 0, teamSold: 0n };
    const above = sums.get(sponsor);
    if (above !== undefined) {
      above.directs++;
      above.people += own.people + 1;
      above.teamSold += own.teamSold + sold;
    }
    kin.push({ id, sponsor, wallet, periodSold, ...own });
  }
  return kin.reverse();
}

function pageOf<T extends { readonly id: bigint }>(rows: readonly T[], after: bigint, limit: number): Page<T> {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.id ?? 0n) <= after) low = middle + 1;
    else high = middle;
  }
  const page = rows.slice(low, low + limit);
  return { rows: page, next: low + limit < rows.length ? page.at(-1)?.id : undefined };
}
