import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../language/use-formats.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import type { Member } from "../model/member.ts";
import type { Roll } from "../model/roll.ts";
import { NO_FILTER, type Order } from "../model/table.ts";
import { FilterBar } from "./FilterBar.tsx";
import { FlatTable } from "./FlatTable.tsx";
import { Pager } from "./Pager.tsx";
import { SaveCsv } from "./SaveCsv.tsx";
import css from "./team.module.css";
import { useRows } from "./use-rows.ts";
import { useStore } from "./use-store.ts";

interface TableViewProps {
  /** Whose team it is, and everybody in it as far as they have been read. */
  readonly team: { readonly top: Member; readonly roll: Roll };
}

const PER_PAGE = 50;
const BY_NUMBER: Order = { key: "id", descending: false };

/** The team as a flat table: the same people and figures as in the tree, in any order, and as a file. */
export function TableView({ team: { top, roll } }: TableViewProps) {
  const { read, stop } = useReading(roll);
  const version = useStore(roll);
  const [filter, setFilter] = useState(NO_FILTER);
  const [order, setOrder] = useState(BY_NUMBER);
  const [page, setPage] = useState(0);
  const { rows, isSorting } = useRows(roll, steps(roll, version), filter, order);
  const pages = Math.max(Math.ceil(rows.length / PER_PAGE), 1);
  const shown = Math.min(page, pages - 1);

  return (
    <div className={css.view}>
      <FilterBar
        filter={filter}
        onChange={(next) => {
          setFilter(next);
          setPage(0);
        }}
      />
      <Progress roll={roll} people={top.people} onRead={read} onStop={stop} />
      <FlatTable
        rows={rows.slice(shown * PER_PAGE, (shown + 1) * PER_PAGE)}
        order={order}
        isBusy={isSorting}
        onOrder={setOrder}
      />
      <div className={css.below}>
        <Pager page={shown} pages={pages} rows={rows.length} onPage={setPage} />
        <SaveCsv rows={rows} top={top.id} isDisabled={isSorting || roll.state !== "complete"} />
      </div>
    </div>
  );
}

/** Pages after which the rows are put in order anew, while the team is being read. */
const EVERY = 10;

/** Stands for the rows that are to be sorted: not for each page that arrives. */
const steps = (roll: Roll, version: number) => (roll.state === "reading" ? -Math.ceil(version / EVERY) : version);

/** Reads as soon as the table is shown. */
function useReading(roll: Roll): { readonly read: () => void; readonly stop: () => void } {
  const [stopper, setStopper] = useState<AbortController>();
  useEffect(() => {
    const first = new AbortController();
    setStopper(first);
    void roll.read(first.signal);
    return () => first.abort();
  }, [roll]);
  return {
    read: () => {
      const next = new AbortController();
      setStopper(next);
      void roll.read(next.signal);
    },
    stop: () => stopper?.abort(),
  };
}

interface ProgressProps {
  readonly roll: Roll;
  readonly people: number;
  readonly onRead: () => void;
  readonly onStop: () => void;
}

function Progress({ roll, people, onRead, onStop }: ProgressProps) {
  const { t } = useTranslation(["team", "common"]);
  const { number } = useFormats();
  const known = number(roll.rows.length);
  if (roll.state === "complete") return null;
  if (roll.state === "reading") {
    return (
      <div className={css.whole}>
        <progress value={roll.rows.length} max={people} aria-label={t("whole.label")} />
        <span>{t("whole.read", { known, people: number(people) })}</span>
        <Button kind="plain" onClick={onStop}>
          {t("whole.stop")}
        </Button>
      </div>
    );
  }
  return (
    <div className={css.whole}>
      {roll.state === "failed" ? <ErrorNotice error={roll.error} /> : null}
      <span>{t("whole.part", { known, people: number(people) })}</span>
      <Button kind="plain" onClick={onRead}>
        {t("whole.go")}
      </Button>
    </div>
  );
}
