import { useTranslation } from "react-i18next";
import { useFormats } from "../../language/use-formats.ts";
import { Button } from "../../parts/Button.tsx";
import css from "./team.module.css";

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly rows: number;
  readonly onPage: (page: number) => void;
}

/** From page to page. */
export function Pager({ page, pages, rows, onPage }: PagerProps) {
  const { t } = useTranslation("team");
  const { number } = useFormats();
  const last = pages - 1;
  return (
    <nav className={css.pager} aria-label={t("pager.label")}>
      <Button kind="plain" disabled={page === 0} onClick={() => onPage(0)}>
        {t("pager.first")}
      </Button>
      <Button kind="plain" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t("pager.before")}
      </Button>
      <span role="status">
        {t("pager.at", { count: rows, rows: number(rows), page: number(page + 1), pages: number(pages) })}
      </span>
      <Button kind="plain" disabled={page === last} onClick={() => onPage(page + 1)}>
        {t("pager.next")}
      </Button>
      <Button kind="plain" disabled={page === last} onClick={() => onPage(last)}>
        {t("pager.last")}
      </Button>
    </nav>
  );
}
