import type { Member } from "./member.ts";

/** How much of a branch is there: `part` has a next page, `all` has none. */
export type Loaded = "part" | "all";

/** Somebody in the tree with whoever of his direct downline was read so far. */
export class Branch {
  readonly member: Member;
  /** The sponsor's branch; undefined for the top of the tree. */
  readonly parent: Branch | undefined;
  /** 0 for the top of the tree. */
  readonly level: number;
  /** Place among the sponsor's directs, from 1. */
  readonly position: number;
  /** Shown with what is below. */
  open = false;
  /** What is known of the direct downline, in the order of numbers. */
  readonly children: Branch[] = [];
  loaded: Loaded;
  /** The last row while the branch is open and not all of it is there. */
  readonly tail: Tail = new Tail(this);

  constructor(member: Member, parent: Branch | undefined, position: number) {
    this.member = member;
    this.parent = parent;
    this.level = parent === undefined ? 0 : parent.level + 1;
    this.position = position;
    this.loaded = member.directs === 0 ? "all" : "part";
  }

  /** Whether there is anything to open. */
  get hasChildren(): boolean {
    return this.member.directs > 0;
  }

  /** The number after which the next page of the direct downline begins. */
  get cursor(): bigint {
    return this.children.at(-1)?.member.id ?? 0n;
  }
}

/** What the end of a branch is doing. */
export type TailState = "waiting" | "loading" | "failed";

/** Stands for whoever of a branch has not been read yet. */
export class Tail {
  readonly of: Branch;
  state: TailState = "waiting";
  /** Why the last page failed. */
  error: unknown;

  constructor(of: Branch) {
    this.of = of;
  }

  /** Level of the rows that it stands for. */
  get level(): number {
    return this.of.level + 1;
  }
}

/** A row of the tree. */
export type Row = Branch | Tail;

/** What is shown below a branch, in order, as far as branches below it are open. Of any depth: no recursion. */
export function rowsBelow(top: Branch): Row[] {
  const rows: Row[] = [];
  if (!top.open) return rows;
  const path: { branch: Branch; next: number }[] = [{ branch: top, next: 0 }];
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const child = step.branch.children[step.next++];
    if (child === undefined) {
      if (step.branch.loaded === "part") rows.push(step.branch.tail);
      path.pop();
      continue;
    }
    rows.push(child);
    if (child.open) path.push({ branch: child, next: 0 });
  }
  return rows;
}
