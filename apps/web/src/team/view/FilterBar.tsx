import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "../model/table.ts";
import { Choice } from "./Choice.tsx";
import css from "./team.module.css";

interface FilterBarProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

const ACTIVITIES = ["all", "active", "inactive"] as const;

/** Which rows of the table are shown. */
export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { t } = useTranslation("team");
  const [text, level] = [useId(), useId()];
  return (
    <div className={css.tools}>
      <div className={css.filter}>
        <label htmlFor={text}>{t("filter.text")}</label>
        <input
          id={text}
          type="search"
          value={filter.text}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ ...filter, text: target.value })}
        />
      </div>
      <div className={css.filter}>
        <label htmlFor={level}>{t("filter.level")}</label>
        <input
          id={level}
          type="number"
          min={1}
          step={1}
          placeholder={t("filter.all")}
          value={filter.level === 0 ? "" : filter.level}
          onChange={({ target }) => onChange({ ...filter, level: Math.max(Math.floor(Number(target.value)) || 0, 0) })}
        />
      </div>
      <Choice
        label={t("filter.activity")}
        options={ACTIVITIES.map((value) => ({ value, text: t(`filter.${value}`) }))}
        value={filter.activity}
        onChange={(activity) => onChange({ ...filter, activity })}
      />
    </div>
  );
}
