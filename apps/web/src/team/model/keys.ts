// What a key does in the tree, as screen readers' users know it of trees.

import { Branch, type Row, type Tail } from "./branch.ts";
import type { TeamTree } from "./tree.ts";

/** What to do. */
export type Deed =
  | { readonly do: "focus"; readonly index: number }
  | { readonly do: "open" | "close"; readonly branch: Branch }
  | { readonly do: "load"; readonly tail: Tail };

/** Where the focus is, and how the page lies. */
export interface Standpoint {
  readonly index: number;
  /** Rows of a screen. */
  readonly page: number;
  /** Right-to-left: the left arrow leads into a branch. */
  readonly rightToLeft: boolean;
}

/** What a key does. @returns Undefined if the tree has no use for it. */
export function deedOf(tree: TeamTree, key: string, at: Standpoint): Deed | undefined {
  const index = placeOf(tree, key, at);
  if (index !== undefined) return { do: "focus", index: Math.min(Math.max(index, 0), tree.length - 1) };
  const row = tree.row(at.index);
  if (row === undefined) return undefined;
  const [inwards, outwards] = at.rightToLeft ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  if (key === inwards) return stepIn(row, at.index);
  if (key === outwards) return stepOut(tree, row);
  if (key === "Enter" || key === " ") return toggled(row);
  return undefined;
}

function placeOf(tree: TeamTree, key: string, { index, page }: Standpoint): number | undefined {
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index - 1;
    case "PageDown":
      return index + page;
    case "PageUp":
      return index - page;
    case "Home":
      return 0;
    case "End":
      return tree.length - 1;
    default:
      return undefined;
  }
}

function stepIn(row: Row, index: number): Deed | undefined {
  if (!(row instanceof Branch) || !row.hasChildren) return undefined;
  return row.open ? { do: "focus", index: index + 1 } : { do: "open", branch: row };
}

function stepOut(tree: TeamTree, row: Row): Deed | undefined {
  if (row instanceof Branch && row.open) return { do: "close", branch: row };
  const above = row instanceof Branch ? row.parent : row.of;
  return above && { do: "focus", index: tree.indexOf(above) };
}

function toggled(row: Row): Deed | undefined {
  if (!(row instanceof Branch)) return { do: "load", tail: row };
  if (!row.hasChildren) return undefined;
  return { do: row.open ? "close" : "open", branch: row };
}

/** The next row after a place whose number begins with these digits, from the start again after the end. */
export function typedAhead(tree: TeamTree, index: number, digits: string): number | undefined {
  for (let step = 1; step <= tree.length; step++) {
    const place = (index + step) % tree.length;
    const row = tree.row(place);
    if (row instanceof Branch && row.member.id.toString().startsWith(digits)) return place;
  }
  return undefined;
}
