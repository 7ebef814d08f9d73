// biome-ignore-all lint/a11y/useSemanticElements: rows are put at their places in a scrolling frame, which a table's cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus goes from row to row; cells and heads are read with them

import { useVirtualizer } from "@tanstack/react-virtual";
import type { Ref } from "react";
import { type KeyboardEvent, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Branch, type Row, Tail } from "../model/branch.ts";
import { type Deed, deedOf, typedAhead } from "../model/keys.ts";
import type { TeamLoader } from "../model/loader.ts";
import type { TeamTree } from "../model/tree.ts";
import { type Density, useRowHeight } from "./density.ts";
import { TailRow } from "./TailRow.tsx";
import { TreeRow } from "./TreeRow.tsx";
import css from "./tree.module.css";
import { type RowFocus, useRowFocus } from "./use-focus.ts";
import { useUnits } from "./use-units.ts";

/** What others may ask of the tree. */
export interface TreeHandle {
  /** Goes to a row that is shown. */
  show(row: Row): void;
}

/** How a row comes into view. */
type Align = "auto" | "center";

interface TreeGridProps {
  readonly tree: TeamTree;
  readonly version: number;
  readonly loader: TeamLoader;
  readonly density: Density;
  readonly ref: Ref<TreeHandle>;
  /** The row that the keyboard is on changed. */
  readonly onRow: (row: Row) => void;
}

/** Rows beyond the edges that are drawn too, so that scrolling does not uncover an empty place. */
const BEYOND = 8;
/** Typed digits belong together that are no further apart than this, in milliseconds. */
const TYPING = 900;

/** The team as a tree in a scrolling frame. Only the rows that are seen, and the one with the focus, are in the page. */
export function TreeGrid({ tree, version, loader, density, ref, onRow }: TreeGridProps) {
  const { t } = useTranslation("team");
  const frame = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const height = useRowHeight(probe);
  const rows = useRows(tree, frame, height);
  const focus = useRowFocus(tree, frame);
  const { scrollToIndex } = rows;

  const show = useCallback(
    (row: Row, align: Align = "auto") => {
      focus.go(row);
      const index = tree.indexOf(row);
      if (index >= 0) scrollToIndex(index, { align });
    },
    [focus.go, tree, scrollToIndex],
  );
  const find = useCallback(
    (row: Row) => {
      show(row, "center");
      frame.current?.scrollIntoView({ block: "nearest" });
    },
    [show],
  );
  useImperativeHandle(ref, () => ({ show: find }), [find]);
  useEffect(() => onRow(focus.row), [onRow, focus.row]);

  const places = rows.getVirtualItems().map(({ index }) => index);
  const pinned = places.includes(focus.index) ? [] : [focus.index];
  useSeen(tree, loader, version, places);

  const onPress = useCallback(
    (branch: Branch, toggle: boolean) => {
      focus.go(branch);
      if (toggle) tree.toggle(branch);
    },
    [focus.go, tree],
  );
  const onLoad = useCallback((tail: Tail) => void loader.load(tail), [loader]);
  const onKeyDown = useKeys({
    tree,
    loader,
    focus,
    show,
    page: () => Math.floor((frame.current?.clientHeight ?? 0) / height),
  });

  return (
    <div
      ref={frame}
      className={css.frame}
      data-density={density}
      role="treegrid"
      aria-label={t("tree.label")}
      aria-rowcount={tree.length + 1}
      aria-describedby="team-keys"
      onKeyDown={onKeyDown}
    >
      <Head />
      <div role="rowgroup" className={css.rows} style={{ blockSize: tree.length * height }}>
        <div ref={probe} className={css.probe} aria-hidden="true" />
        {[...pinned, ...places].map((index) => {
          const row = tree.row(index);
          const place = { index, top: index * height, isFocus: row === focus.row };
          if (row instanceof Branch) {
            const isOpen = row.open;
            return <TreeRow key={String(row.member.id)} {...place} branch={row} isOpen={isOpen} onPress={onPress} />;
          }
          if (row === undefined) return null;
          const { id } = row.of.member;
          const read = row.of.children.length;
          return <TailRow key={`${id}…`} {...place} tail={row} state={row.state} read={read} onLoad={onLoad} />;
        })}
      </div>
    </div>
  );
}

const COLUMNS = ["person", "activity", "rank", "period", "people", "sold"] as const;
const NUMBERS: readonly string[] = ["period", "people", "sold"];

function Head() {
  const { t } = useTranslation("team");
  const { symbol } = useUnits();
  return (
    <div role="rowgroup" className={css.head}>
      <div role="row" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <div key={column} role="columnheader" className={NUMBERS.includes(column) ? css.number : undefined}>
            {t(`column.${column}`, { symbol })}
          </div>
        ))}
      </div>
    </div>
  );
}

function useRows(tree: TeamTree, frame: React.RefObject<HTMLDivElement | null>, height: number) {
  const rows = useVirtualizer({
    count: tree.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: BEYOND,
    // The head covers the first row's height of the frame.
    scrollPaddingStart: height,
    scrollPaddingEnd: height,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height makes every measurement void
  useLayoutEffect(() => rows.measure(), [rows, height]);
  return rows;
}

/** Reads the ends of branches that are seen. */
function useSeen(tree: TeamTree, loader: TeamLoader, version: number, places: readonly number[]): void {
  const [first = 0, last = -1] = [places.at(0), places.at(-1)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the tree's rows are
  useEffect(() => {
    const tails: Tail[] = [];
    for (let index = first; index <= last; index++) {
      const row = tree.row(index);
      if (row instanceof Tail) tails.push(row);
    }
    loader.want(tails);
  }, [tree, loader, version, first, last]);
}

interface KeysOf {
  readonly tree: TeamTree;
  readonly loader: TeamLoader;
  readonly focus: RowFocus;
  readonly show: (row: Row) => void;
  /** Rows of a screen. */
  readonly page: () => number;
}

function useKeys({ tree, loader, focus, show, page }: KeysOf) {
  const typed = useRef({ digits: "", at: 0 });
  const goTo = (index: number | undefined) => {
    const row = index === undefined ? undefined : tree.row(index);
    if (row !== undefined) show(row);
  };
  const perform = (deed: Deed) => {
    if (deed.do === "focus") goTo(deed.index);
    else if (deed.do === "load") void loader.load(deed.tail);
    else if (deed.do === "open") tree.open(deed.branch);
    else tree.close(deed.branch);
  };
  const type = (digit: string, now: number) => {
    const { digits, at } = typed.current;
    const goesOn = now - at < TYPING;
    typed.current = { digits: goesOn ? digits + digit : digit, at: now };
    // While the number grows, the present row may be the one that is meant.
    goTo(typedAhead(tree, goesOn ? focus.index - 1 : focus.index, typed.current.digits));
  };
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target as HTMLElement).matches('[role="row"]'))
      return;
    if (/^\d$/.test(event.key)) return type(event.key, event.timeStamp);
    const rightToLeft = document.documentElement.dir === "rtl";
    const deed = deedOf(tree, event.key, { index: focus.index, page: Math.max(page() - 2, 1), rightToLeft });
    if (deed === undefined) return;
    event.preventDefault();
    perform(deed);
  };
}
