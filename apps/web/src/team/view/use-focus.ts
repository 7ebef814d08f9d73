import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Row } from "../model/branch.ts";
import type { TeamTree } from "../model/tree.ts";

/** The one row that the keyboard is on, or comes to by Tab. */
export interface RowFocus {
  readonly row: Row;
  /** Its place among the rows. */
  readonly index: number;
  /** Goes to another row, which gets the keyboard's focus. */
  go(row: Row): void;
}

/**
 * Keeps a row that is shown. One that disappears, since its branch was closed or read on, gives way to the row in its
 * place. Whoever uses it is drawn anew when the tree changes.
 */
export function useRowFocus(tree: TeamTree, grid: RefObject<HTMLElement | null>): RowFocus {
  const [chosen, setChosen] = useState<Row>(tree.top);
  const last = useRef(0);
  const isWanted = useRef(false);
  const found = tree.indexOf(chosen);
  const index = found >= 0 ? found : Math.min(last.current, tree.length - 1);
  const row = tree.row(index) ?? tree.top;

  const go = useCallback((next: Row) => {
    isWanted.current = true;
    setChosen(next);
  }, []);

  useLayoutEffect(() => {
    last.current = index;
    if (row !== chosen) setChosen(row);
    const element = grid.current?.querySelector<HTMLElement>('[tabindex="0"]');
    // A row that had the focus and is gone leaves it to nobody.
    const isLost = row !== chosen && document.activeElement === document.body;
    if (element === undefined || element === null || !(isWanted.current || isLost)) return;
    isWanted.current = false;
    element.focus({ preventScroll: true });
  });

  return { row, index, go };
}
