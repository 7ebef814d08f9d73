// biome-ignore-all lint/a11y/useSemanticElements: rows are put at their places in a scrolling frame, which a table's cannot be
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus goes from row to row; cells and heads are read with them
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the frame around the rows takes the keys

import { type CSSProperties, memo } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../language/use-formats.ts";
import { shortAddress } from "../../parts/Address.tsx";
import type { Branch } from "../model/branch.ts";
import css from "./tree.module.css";
import { useUnits } from "./use-units.ts";

interface TreeRowProps {
  readonly branch: Branch;
  /** Place among all rows, from 0. */
  readonly index: number;
  readonly top: number;
  readonly isOpen: boolean;
  readonly isFocus: boolean;
  readonly onPress: (branch: Branch, toggle: boolean) => void;
}

/** Levels beyond this are not moved further to the side; the row tells its level. */
const DEEPEST_STEP = 10;

/** Where a row stands and how far it is moved in. */
export function rowStyle(top: number, level: number): CSSProperties {
  return { transform: `translateY(${top}px)`, "--level": Math.min(level, DEEPEST_STEP) } as CSSProperties;
}

/** One person with the totals of his branch. */
export const TreeRow = memo(function TreeRow({ branch, index, top, isOpen, isFocus, onPress }: TreeRowProps) {
  const { t } = useTranslation("team");
  const { number } = useFormats();
  const { units } = useUnits();
  const { member, level, parent, position, hasChildren } = branch;
  return (
    <div
      role="row"
      className={css.row}
      style={rowStyle(top, level)}
      tabIndex={isFocus ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={level + 1}
      aria-posinset={position}
      aria-setsize={parent?.member.directs ?? 1}
      aria-expanded={hasChildren ? isOpen : undefined}
      data-open={isOpen}
      data-id={String(member.id)}
      onClick={() => onPress(branch, false)}
      onDoubleClick={() => onPress(branch, true)}
    >
      <div role="gridcell" className={css.person}>
        <span className={css.guides} />
        {hasChildren ? (
          // For pointers, and for screen readers on touch screens; by keyboard the row itself opens.
          <button
            type="button"
            className={css.toggle}
            tabIndex={-1}
            aria-label={t(isOpen ? "row.close" : "row.open", { id: String(member.id) })}
            onClick={(event) => {
              event.stopPropagation();
              onPress(branch, true);
            }}
          />
        ) : (
          <span className={css.leaf} />
        )}
        <span className={css.id}>{t("row.person", { id: String(member.id) })}</span>
        {member.wallet === undefined ? (
          <span className={css.wallet}>{t("row.noWallet")}</span>
        ) : (
          <bdi className={css.wallet} dir="ltr" title={member.wallet}>
            {shortAddress(member.wallet)}
          </bdi>
        )}
        {level > DEEPEST_STEP ? <span className={css.deep}>{t("row.level", { level: number(level) })}</span> : null}
      </div>
      <div role="gridcell" className={css.state} data-active={member.active}>
        {t(member.active ? "row.active" : "row.inactive")}
      </div>
      <div role="gridcell" className={css.rank} data-label={t("short.rank")}>
        {member.rank === 0 ? "–" : number(member.rank)}
      </div>
      <div role="gridcell" className={`${css.number} ${css.period}`} data-label={t("short.period")}>
        {units(member.periodSold)}
      </div>
      <div role="gridcell" className={`${css.number} ${css.people}`} data-label={t("short.people")}>
        {number(member.people)}
      </div>
      <div role="gridcell" className={`${css.number} ${css.sold}`} data-label={t("short.sold")}>
        {units(member.teamSold)}
      </div>
    </div>
  );
});
