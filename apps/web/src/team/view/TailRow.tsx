// biome-ignore-all lint/a11y/useSemanticElements: rows are put at their places in a scrolling frame, which a table's cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus goes from row to row; cells and heads are read with them

import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../language/use-formats.ts";
import { Button } from "../../parts/Button.tsx";
import { useExplain } from "../../writes/use-explain.ts";
import type { Tail, TailState } from "../model/branch.ts";
import { rowStyle } from "./TreeRow.tsx";
import css from "./tree.module.css";

interface TailRowProps {
  readonly tail: Tail;
  readonly state: TailState;
  /** How many of the branch are there; changes when a page arrives. */
  readonly read: number;
  readonly index: number;
  readonly top: number;
  readonly isFocus: boolean;
  readonly onLoad: (tail: Tail) => void;
}

/** The end of a branch of which not everything has been read, or could be. */
export const TailRow = memo(function TailRow({ tail, state, read, index, top, isFocus, onLoad }: TailRowProps) {
  const { t } = useTranslation("team");
  const { number } = useFormats();
  const { directs } = tail.of.member;
  return (
    <div
      role="row"
      className={`${css.row} ${css.tail}`}
      style={rowStyle(top, tail.level)}
      tabIndex={isFocus ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={tail.level + 1}
      aria-posinset={read + 1}
      aria-setsize={directs}
      data-state={state}
    >
      <div role="gridcell" className={css.person}>
        <span className={css.guides} />
        {state === "failed" ? (
          <Failure tail={tail} onLoad={onLoad} />
        ) : (
          <span className={css.more}>{t("row.reading", { count: directs - read, left: number(directs - read) })}</span>
        )}
      </div>
    </div>
  );
});

function Failure({ tail, onLoad }: Pick<TailRowProps, "tail" | "onLoad">) {
  const { t } = useTranslation(["team", "common"]);
  const { sentence } = useExplain()(tail.error);
  return (
    <>
      <span className={css.failed} title={sentence}>
        {t("row.failed", { reason: sentence })}
      </span>
      <Button kind="plain" tabIndex={-1} onClick={() => onLoad(tail)}>
        {t("common:parts.again")}
      </Button>
    </>
  );
}
