import { useEffect, useState } from "react";
import type { LevelledMember } from "../model/member.ts";
import type { Roll } from "../model/roll.ts";
import { sortInSlices } from "../model/slices.ts";
import { comparing, type Filter, type Order, passes } from "../model/table.ts";

/** The rows of a roll that pass a filter, in order. Those of before stay until the new ones are sorted. */
export function useRows(
  roll: Roll,
  version: number,
  filter: Filter,
  order: Order,
): { readonly rows: readonly LevelledMember[]; readonly isSorting: boolean } {
  const [rows, setRows] = useState<readonly LevelledMember[]>([]);
  const [isSorting, setSorting] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the roll has
  useEffect(() => {
    const stop = new AbortController();
    setSorting(true);
    sortInSlices(roll.rows.filter(passes(filter)), comparing(order), undefined, stop.signal).then(
      (sorted) => {
        if (stop.signal.aborted) return;
        setRows(sorted);
        setSorting(false);
      },
      // Another order or another page of the team came meanwhile.
      () => undefined,
    );
    return () => stop.abort();
  }, [roll, version, filter, order]);
  return { rows, isSorting };
}
