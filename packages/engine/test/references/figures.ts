// Volumes and ranks as their definitions say, by recursion over plain rows. Nothing of the engine is used.

export interface Row {
  readonly id: number;
  readonly sponsor: number;
  readonly placement: number;
}

export type Tree = "sponsor" | "placement";

export interface Qualification {
  readonly ownVolume?: number | undefined;
  readonly customerVolume?: number | undefined;
  readonly customers?: number | undefined;
  readonly purchases?: number | undefined;
  readonly active?: boolean | undefined;
  readonly groupVolume?:
    | {
        readonly atLeast: number;
        readonly depth?: number | undefined;
        readonly legCap?: number | undefined;
        /** Groups of this rank and higher ones do not count. */
        readonly withoutRank?: number | undefined;
        readonly tree?: Tree | undefined;
      }
    | undefined;
  readonly legs?:
    | readonly { readonly count: number; readonly volume?: number | undefined; readonly rank?: number | undefined }[]
    | undefined;
  readonly sponsored?: { readonly count: number; readonly active: boolean } | undefined;
}

/** What is known of one distributor before anything is added up. */
export interface Own {
  readonly own: number;
  readonly customer: number;
  readonly purchases: number;
  readonly customers: number;
  readonly active: boolean;
}

export class Definition {
  readonly #rows: readonly Row[];
  readonly #own: (id: number) => Own;
  readonly #ladder: readonly (Qualification | undefined)[];

  constructor(rows: readonly Row[], own: (id: number) => Own, ladder: readonly (Qualification | undefined)[]) {
    this.#rows = rows;
    this.#own = own;
    this.#ladder = ladder;
  }

  children(id: number, tree: Tree): number[] {
    return this.#rows.filter((row) => row[tree] === id).map((row) => row.id);
  }

  /** Own volume and that of the downline, to a depth. */
  group(id: number, tree: Tree, depth = Number.POSITIVE_INFINITY): number {
    const below = depth === 0 ? [] : this.children(id, tree);
    return this.#own(id).own + below.reduce((sum, child) => sum + this.group(child, tree, depth - 1), 0);
  }

  /** The highest rank of which everything holds. */
  rank(id: number): number {
    for (let rank = this.#ladder.length - 1; rank > 0; rank--) {
      if (this.#qualifies(id, this.#ladder[rank] as Qualification)) return rank;
    }
    return 0;
  }

  /** The highest rank of anybody in a leg. */
  #legRank(id: number): number {
    return Math.max(this.rank(id), ...this.children(id, "sponsor").map((child) => this.#legRank(child)));
  }

  #qualifies(id: number, requires: Qualification): boolean {
    const figures = this.#own(id);
    const enough = (least: number | undefined, value: number) => least === undefined || value >= least;
    return (
      (requires.active === false || figures.active) &&
      enough(requires.ownVolume, figures.own) &&
      enough(requires.customerVolume, figures.customer) &&
      enough(requires.purchases, figures.purchases) &&
      enough(requires.customers, figures.customers) &&
      this.#hasGroup(id, requires.groupVolume) &&
      (requires.legs ?? []).every((leg) => this.#hasLegs(id, leg)) &&
      this.#hasSponsored(id, requires.sponsored)
    );
  }

  #hasGroup(id: number, rule: Qualification["groupVolume"]): boolean {
    if (rule === undefined) return true;
    if (rule.withoutRank !== undefined) return this.#personalGroup(id, rule.withoutRank) >= rule.atLeast;
    const { atLeast, depth = Number.POSITIVE_INFINITY, legCap = 10_000, tree = "sponsor" } = rule;
    const most = legCap === 10_000 ? Number.POSITIVE_INFINITY : Math.floor((atLeast * legCap) / 10_000);
    const legs = this.children(id, tree).map((child) => Math.min(this.group(child, tree, depth - 1), most));
    return this.#own(id).own + legs.reduce((sum, volume) => sum + volume, 0) >= atLeast;
  }

  #personalGroup(id: number, rank: number): number {
    const below = this.children(id, "sponsor").filter((child) => this.rank(child) < rank);
    return this.#own(id).own + below.reduce((sum, child) => sum + this.#personalGroup(child, rank), 0);
  }

  #hasLegs(id: number, { count, volume = 0, rank = 0 }: NonNullable<Qualification["legs"]>[number]): boolean {
    const legs = this.children(id, "sponsor").filter(
      (child) => this.group(child, "sponsor") >= volume && this.#legRank(child) >= rank,
    );
    return legs.length >= count;
  }

  #hasSponsored(id: number, rule: Qualification["sponsored"]): boolean {
    if (rule === undefined) return true;
    const people = this.children(id, "sponsor").filter((child) => !rule.active || this.#own(child).active);
    return people.length >= rule.count;
  }
}
