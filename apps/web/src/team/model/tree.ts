import { Branch, type Row, rowsBelow } from "./branch.ts";
import type { Member, Page } from "./member.ts";

/**
 * A team of which branches are read when they are opened. The rows that are shown are kept as one flat list, so that the
 * row of any place is read at once; opening or closing a branch copies the list once, however large the branch is.
 */
export class TeamTree {
  readonly top: Branch;
  #rows: Row[];
  readonly #byId = new Map<bigint, Branch>();
  readonly #listeners = new Set<() => void>();
  #levels = 1;
  #version = 0;

  /** @param top Whose team it is. His branch is open. */
  constructor(top: Member) {
    this.top = new Branch(top, undefined, 1);
    this.top.open = this.top.hasChildren;
    this.#byId.set(top.id, this.top);
    this.#rows = [this.top, ...rowsBelow(this.top)];
  }

  /** Counts changes. */
  get version(): number {
    return this.#version;
  }

  /** Rows that are shown. */
  get length(): number {
    return this.#rows.length;
  }

  /** How many have been read. */
  get known(): number {
    return this.#byId.size;
  }

  /** How many levels below the top open by themselves. */
  get levels(): number {
    return this.#levels;
  }

  /** The row of a place, from 0. */
  row(index: number): Row | undefined {
    return this.#rows[index];
  }

  /** Place of a row; -1 if it is not shown. */
  indexOf(row: Row): number {
    return this.#rows.indexOf(row);
  }

  /** Somebody who has been read. */
  branch(id: bigint): Branch | undefined {
    return this.#byId.get(id);
  }

  /** Calls back after each change. @returns What ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows what is below somebody. */
  open(branch: Branch): void {
    if (branch.open || !branch.hasChildren) return;
    branch.open = true;
    const index = this.indexOf(branch);
    if (index >= 0) this.#replace(index + 1, 0, rowsBelow(branch));
    this.changed();
  }

  /** Hides what is below somebody; what is open in there stays so for the next time. */
  close(branch: Branch): void {
    if (!branch.open) return;
    const index = this.indexOf(branch);
    if (index >= 0) this.#replace(index + 1, this.#shownBelow(index), []);
    branch.open = false;
    this.changed();
  }

  toggle(branch: Branch): void {
    if (branch.open) this.close(branch);
    else this.open(branch);
  }

  /** Opens whoever is above somebody, so that he is shown. */
  reveal(branch: Branch): void {
    let highest: Branch | undefined;
    for (let above = branch.parent; above !== undefined; above = above.parent) {
      if (above.open) continue;
      above.open = true;
      highest = above;
    }
    if (highest === undefined) return;
    // Nobody above the highest one was closed, so it is among the rows.
    this.#replace(this.indexOf(highest) + 1, 0, rowsBelow(highest));
    this.changed();
  }

  /** Opens as many levels below the top and closes the rest, also of whoever is read from now on. 0 closes all. */
  openLevels(levels: number): void {
    this.#levels = levels;
    for (const branch of this.#byId.values()) branch.open = branch.hasChildren && branch.level < levels;
    this.#rebuild();
  }

  /** Takes a page of somebody's direct downline; whom it has already is passed over. */
  append(branch: Branch, { rows, next }: Page<Member>): void {
    const index = branch.open ? this.indexOf(branch.tail) : -1;
    const added = this.#newOnes(rows).map((member) => this.#add(branch, member));
    branch.loaded = next === undefined ? "all" : "part";
    branch.tail.state = "waiting";
    branch.tail.error = undefined;
    if (index >= 0) {
      const shown = added.flatMap((child) => [child, ...rowsBelow(child)] as Row[]);
      if (branch.loaded === "part") shown.push(branch.tail);
      this.#replace(index, 1, shown);
    }
    this.changed();
  }

  /**
   * Takes a page of the whole downline of the top, in which sponsors come before those whom they sponsor; whom it has
   * already is passed over, and so is who has no sponsor in it.
   */
  adopt({ rows, next }: Page<Member>): void {
    for (const member of this.#newOnes(rows)) {
      const sponsor = this.#byId.get(member.sponsor);
      if (sponsor !== undefined) this.#add(sponsor, member);
    }
    if (next === undefined) for (const branch of this.#byId.values()) branch.loaded = "all";
    this.#rebuild();
  }

  /** Says that something of a row changed. */
  changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  #newOnes(rows: readonly Member[]): readonly Member[] {
    return rows.filter(({ id }) => !this.#byId.has(id));
  }

  #add(parent: Branch, member: Member): Branch {
    const branch = new Branch(member, parent, parent.children.length + 1);
    branch.open = branch.hasChildren && branch.level < this.#levels;
    parent.children.push(branch);
    this.#byId.set(member.id, branch);
    return branch;
  }

  /** How many rows after a place are below it. */
  #shownBelow(index: number): number {
    const level = this.#rows[index]?.level ?? 0;
    let end = index + 1;
    for (let row = this.#rows[end]; row !== undefined && row.level > level; row = this.#rows[end]) end++;
    return end - index - 1;
  }

  #rebuild(): void {
    this.#rows = [this.top];
    this.#replace(1, 0, rowsBelow(this.top));
    this.changed();
  }

  #replace(at: number, removed: number, rows: readonly Row[]): void {
    const before = this.#rows.slice(0, at);
    this.#rows = before.concat(rows, this.#rows.slice(at + removed));
  }
}
