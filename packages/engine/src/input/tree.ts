/**
 * Who stands under whom. Index 0 is the company, the root; everybody has a parent, and nobody is above himself. Passes
 * over a tree go along `order` (everybody after his parent) or against it.
 */
export class Tree {
  /** The parent of each index; the company's is itself. */
  readonly parent: Int32Array;
  /** Every index once, parents before children, the company first. */
  readonly order: Int32Array;
  #depth: Int32Array | undefined;
  #starts: Int32Array | undefined;
  #children: Int32Array | undefined;
  #first: Int32Array | undefined;
  #last: Int32Array | undefined;

  private constructor(parent: Int32Array, order: Int32Array) {
    this.parent = parent;
    this.order = order;
  }

  /**
   * @param parent Of each index, `parent[0]` being 0.
   * @returns The tree, or the indices of a circle, in which each is the parent of the one before it.
   */
  static of(parent: Int32Array): Tree | readonly number[] {
    if (ascending(parent)) return new Tree(parent, Int32Array.from(parent.keys()));
    const depth = depths(parent);
    if (typeof depth === "number") return circle(parent, depth);
    return new Tree(parent, byDepth(depth));
  }

  /** The number of indices, the company included. */
  get length(): number {
    return this.parent.length;
  }

  parentOf(index: number): number {
    return this.parent[index] as number;
  }

  /** How many steps the company is above each index. */
  get depth(): Int32Array {
    if (this.#depth === undefined) {
      const depth = new Int32Array(this.length);
      for (const index of this.order) if (index > 0) depth[index] = (depth[this.parentOf(index)] as number) + 1;
      this.#depth = depth;
    }
    return this.#depth;
  }

  /** The most steps that the company is above anybody. */
  get greatestDepth(): number {
    return this.depth.reduce((a, b) => Math.max(a, b), 0);
  }

  /** The children of an index, in ascending order. */
  childrenOf(index: number): Int32Array {
    const starts = this.#childStarts();
    return (this.#children as Int32Array).subarray(starts[index], starts[index + 1]);
  }

  /** How many children an index has. */
  countChildren(index: number): number {
    const starts = this.#childStarts();
    return (starts[index + 1] as number) - (starts[index] as number);
  }

  /** Whether somebody is the head of a leg, or anywhere below him. */
  isWithin(who: number, head: number): boolean {
    const first = this.#preorder();
    const at = first[who] as number;
    return at >= (first[head] as number) && at <= ((this.#last as Int32Array)[head] as number);
  }

  /** Numbers everybody so that a leg is the numbers from its head's to that of the last below him. */
  #preorder(): Int32Array {
    if (this.#first !== undefined) return this.#first;
    const { order, parent } = this;
    const first = new Int32Array(this.length);
    const last = new Int32Array(this.length);
    const size = new Int32Array(this.length).fill(1);
    for (let place = order.length - 1; place > 0; place--) {
      const index = order[place] as number;
      const above = parent[index] as number;
      size[above] = (size[above] as number) + (size[index] as number);
    }
    const next = new Int32Array(this.length);
    for (const index of order) {
      const above = parent[index] as number;
      if (index > 0) {
        first[index] = next[above] as number;
        next[above] = (next[above] as number) + (size[index] as number);
      }
      next[index] = (first[index] as number) + 1;
      last[index] = (first[index] as number) + (size[index] as number) - 1;
    }
    this.#last = last;
    this.#first = first;
    return first;
  }

  #childStarts(): Int32Array {
    if (this.#starts !== undefined) return this.#starts;
    const starts = new Int32Array(this.length + 1);
    for (let index = 1; index < this.length; index++) {
      const parent = this.parentOf(index);
      starts[parent + 1] = (starts[parent + 1] as number) + 1;
    }
    for (let index = 0; index < this.length; index++) {
      starts[index + 1] = (starts[index + 1] as number) + (starts[index] as number);
    }
    this.#children = placed(this.parent, starts);
    this.#starts = starts;
    return starts;
  }
}

function placed(parent: Int32Array, starts: Int32Array): Int32Array {
  const next = starts.slice();
  const children = new Int32Array(parent.length - 1);
  for (let index = 1; index < parent.length; index++) {
    const above = parent[index] as number;
    children[next[above] as number] = index;
    next[above] = (next[above] as number) + 1;
  }
  return children;
}

function ascending(parent: Int32Array): boolean {
  for (let index = 1; index < parent.length; index++) if ((parent[index] as number) >= index) return false;
  return true;
}

/** The depth of each index, or an index that is in or below a circle. */
function depths(parent: Int32Array): Int32Array | number {
  const depth = new Int32Array(parent.length).fill(-1);
  depth[0] = 0;
  const path: number[] = [];
  for (let start = 1; start < parent.length; start++) {
    let index = start;
    while ((depth[index] as number) < 0) {
      if (path.length >= parent.length) return index;
      path.push(index);
      index = parent[index] as number;
    }
    for (let below = path.pop(); below !== undefined; below = path.pop()) {
      depth[below] = (depth[parent[below] as number] as number) + 1;
    }
  }
  return depth;
}

function circle(parent: Int32Array, inside: number): readonly number[] {
  const members: number[] = [inside];
  for (let index = parent[inside] as number; index !== inside; index = parent[index] as number) members.push(index);
  const first = members.indexOf(members.reduce((least, index) => Math.min(least, index)));
  return [...members.slice(first), ...members.slice(0, first)];
}

function byDepth(depth: Int32Array): Int32Array {
  const next: number[] = [];
  for (const at of depth) next[at + 1] = (next[at + 1] ?? 0) + 1;
  next[0] = 0;
  for (let at = 1; at < next.length; at++) next[at] = (next[at] as number) + (next[at - 1] as number);
  const order = new Int32Array(depth.length);
  for (const [index, at] of depth.entries()) {
    order[next[at] as number] = index;
    next[at] = (next[at] as number) + 1;
  }
  return order;
}
