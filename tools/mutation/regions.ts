// Regions: the blocks of a function's code. Tests are chosen by the regions that they run.
import { type Node, range, walk } from "./ast.ts";

export interface Region {
  /** Number in its function, in the order of the source; 0 is the body. */
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  /** Whether it has braces of its own; if not, it is one statement. */
  readonly braces: boolean;
}

const BLOCKS = ["Block", "UncheckedBlock"];

/** The regions of a function, outer ones before inner ones. */
export function regionsOf(definition: Node): Region[] {
  const found: Region[] = [];
  const add = (node: Node | undefined) => {
    if (!node) return;
    const [start, end] = range(node);
    found.push({ ordinal: found.length, start, end, braces: BLOCKS.includes(node.nodeType) });
  };
  if (!definition.body) return [];
  walk(definition.body, (node, [parent]) => {
    const single =
      parent &&
      !BLOCKS.includes(node.nodeType) &&
      ((parent.nodeType === "IfStatement" && (parent.trueBody === node || parent.falseBody === node)) ||
        ((parent.nodeType === "ForStatement" || parent.nodeType === "WhileStatement") && parent.body === node));
    if (BLOCKS.includes(node.nodeType) || single) add(node);
  });
  return found;
}

/** The innermost region around a place; the body for what is in the function's header. */
export function regionAt(regions: readonly Region[], start: number): number {
  let best = regions[0];
  for (const region of regions) {
    if (region.start <= start && start < region.end && region.start >= (best?.start ?? 0)) best = region;
  }
  return best?.ordinal ?? 0;
}
