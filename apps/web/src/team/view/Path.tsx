import { useTranslation } from "react-i18next";
import type { Branch, Row } from "../model/branch.ts";
import { Branch as AnyBranch } from "../model/branch.ts";
import css from "./team.module.css";

interface PathProps {
  /** Where the keyboard is. */
  readonly row: Row;
  readonly onGo: (branch: Branch) => void;
}

/** Steps that are shown of a long path: the first one, and these last. */
const LAST = 4;

/** From the top of the team down to the row that the keyboard is on. */
export function Path({ row, onGo }: PathProps) {
  const { t } = useTranslation("team");
  const steps = stepsTo(row instanceof AnyBranch ? row : row.of);
  const hidden = Math.max(steps.length - LAST - 1, 0);
  const shown = hidden === 0 ? steps : [...steps.slice(0, 1), ...steps.slice(-LAST)];
  return (
    <nav className={css.path} aria-label={t("path.label")}>
      <ol>
        {shown.map((branch, i) => (
          <li key={String(branch.member.id)} data-gap={hidden > 0 && i === 1 ? "" : undefined}>
            {hidden > 0 && i === 1 ? <span className={css.gap}>{t("path.hidden", { count: hidden })}</span> : null}
            {i === shown.length - 1 ? (
              <span aria-current="true">{t("row.person", { id: String(branch.member.id) })}</span>
            ) : (
              <button type="button" className={css.link} onClick={() => onGo(branch)}>
                {t("row.person", { id: String(branch.member.id) })}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function stepsTo(branch: Branch): readonly Branch[] {
  const steps: Branch[] = [];
  for (let next: Branch | undefined = branch; next !== undefined; next = next.parent) steps.push(next);
  return steps.reverse();
}
