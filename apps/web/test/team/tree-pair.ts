import fc from "fast-check";
import type { Member } from "../../src/team/model/member.ts";
import { TeamTree } from "../../src/team/model/tree.ts";

/** The same tree written down plainly: everything is computed anew, by recursion, for each look. */
class NaiveTree {
  readonly open = new Set<bigint>();
  readonly read = new Map<bigint, number>();
  readonly complete = new Set<bigint>();
  levels = 1;
  readonly all: ReadonlyMap<bigint, readonly Member[]>;

  constructor(all: ReadonlyMap<bigint, readonly Member[]>) {
    this.all = all;
    if (this.childrenOf(1n).length > 0) this.open.add(1n);
  }

  childrenOf = (id: bigint) => this.all.get(id) ?? [];
  known = (id: bigint) => this.childrenOf(id).slice(0, this.read.get(id) ?? 0);
  isWhole = (id: bigint) => this.childrenOf(id).length === 0 || this.complete.has(id);

  levelled(id = 1n, level = 0): [bigint, number][] {
    return [[id, level], ...this.known(id).flatMap((child) => this.levelled(child.id, level + 1))];
  }

  rows(id = 1n, level = 0, place = 1): string[] {
    const isOpen = this.open.has(id);
    const own = `${id} level ${level} place ${place}${isOpen ? " open" : ""}`;
    if (!isOpen) return [own];
    const below = this.known(id).flatMap((child, i) => this.rows(child.id, level + 1, i + 1));
    return [own, ...below, ...(this.isWhole(id) ? [] : [`rest of ${id} level ${level + 1}`])];
  }

  openLevels(levels: number): void {
    this.levels = levels;
    for (const [id, level] of this.levelled()) this.setOpen(id, level < levels);
  }

  setOpen(id: bigint, open: boolean): void {
    if (open && this.childrenOf(id).length > 0) this.open.add(id);
    else this.open.delete(id);
  }

  readMore(id: bigint, count: number): void {
    const before = this.read.get(id) ?? 0;
    this.read.set(id, Math.min(before + count, this.childrenOf(id).length));
    if (before + count >= this.childrenOf(id).length) this.complete.add(id);
    const level = new Map(this.levelled());
    for (const child of this.known(id).slice(before)) this.setOpen(child.id, (level.get(child.id) ?? 0) < this.levels);
  }
}

/** What is done to a tree, to whom, and how much of it. */
export type Step = readonly ["open" | "close" | "toggle" | "page" | "levels" | "reveal" | "adopt", number, number];
/** Any step. */
export const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom("open", "close", "toggle", "page", "page", "levels", "reveal", "adopt"),
  fc.nat(60),
  fc.integer({ min: 1, max: 6 }),
);

/** Both trees, and the same steps for both. */
export class Both {
  readonly tree: TeamTree;
  readonly naive: NaiveTree;
  readonly everybody: readonly Member[];

  constructor(top: Member, everybody: readonly Member[]) {
    this.everybody = everybody;
    this.tree = new TeamTree(top);
    this.naive = new NaiveTree(Map.groupBy(everybody, ({ sponsor }) => sponsor));
  }

  do([what, who, count]: Step): void {
    const known = this.naive.levelled().map(([id]) => id);
    const id = known[who % known.length]!;
    if (what === "levels") this.levels(who % 4);
    else if (what === "adopt") this.adopt(who);
    else if (what === "page") this.page(id, count);
    else if (what === "reveal") this.reveal(id);
    else this.turn(what, id);
  }

  turn(what: "open" | "close" | "toggle", id: bigint): void {
    const branch = this.tree.branch(id)!;
    const isOpen = this.naive.open.has(id);
    this.naive.setOpen(id, what === "toggle" ? !isOpen : what === "open");
    this.tree[what](branch);
  }

  levels(levels: number): void {
    this.tree.openLevels(levels);
    this.naive.openLevels(levels);
  }

  page(id: bigint, count: number): void {
    const from = this.naive.read.get(id) ?? 0;
    const rows = this.naive.childrenOf(id).slice(from, from + count);
    const isLast = from + count >= this.naive.childrenOf(id).length;
    this.naive.readMore(id, count);
    this.tree.append(this.tree.branch(id)!, { rows, next: isLast ? undefined : rows.at(-1)!.id });
  }

  reveal(id: bigint): void {
    this.tree.reveal(this.tree.branch(id)!);
    for (let above = this.everybody.find((one) => one.id === id)?.sponsor; above !== undefined && above !== 0n; ) {
      this.naive.setOpen(above, true);
      above = this.everybody.find((one) => one.id === above)?.sponsor;
    }
  }

  /** A page of the whole downline: everybody up to a number. */
  adopt(upTo: number): void {
    const rows = this.everybody.filter(({ id }) => id > 1n && id <= BigInt(upTo));
    const isLast = rows.length === this.everybody.length - 1;
    this.tree.adopt({ rows, next: isLast ? undefined : BigInt(upTo) });
    for (const { id, sponsor } of rows) {
      if (!this.naive.known(sponsor).some((one) => one.id === id)) this.naive.readMore(sponsor, 1);
    }
    // The tree is told that a branch is whole only by its last page; the naive one saw it by counting.
    this.settle(isLast);
  }

  private settle(isLast: boolean): void {
    for (const [id] of this.naive.levelled()) {
      if (isLast) this.naive.complete.add(id);
      else if (this.tree.branch(id)!.loaded === "part") this.naive.complete.delete(id);
    }
  }
}
