import { type DistributorRow, Network, type Plan } from "../../../engine/src/index.ts";
import { type Column, type Columns, idColumn, type RowOf, readRows, timeColumn } from "./column.ts";
import { RowProblems } from "./problems.ts";
import { placesOf, type RowFile } from "./rows.ts";

const SIDES: readonly string[] = ["left", "right"];

const position: Column<number> = {
  name: "position",
  about: "his place among those placed under the same person: left or 0, right or 1, then 2 and so on",
  example: "0",
  expected: "left, right, or a whole number from 0 to 32000",
  parse(cell) {
    const side = SIDES.indexOf(cell.toLowerCase());
    if (side >= 0) return side;
    return /^\d{1,5}$/.test(cell) && Number(cell) <= 32_000 ? Number(cell) : undefined;
  },
};

const active: Column<boolean> = {
  name: "active",
  about: "whether he is active, where the plan has no rule for it; left out: yes",
  example: "yes",
  expected: "yes or no",
  parse: (cell) => (/^(yes|true|1)$/i.test(cell) ? true : /^(no|false|0)$/i.test(cell) ? false : undefined),
};

/** A rank by its name in the plan, or by its number, 0 the lowest. */
function rankColumn(ranks: readonly string[]): Column<number> {
  const most = Math.max(ranks.length - 1, 0);
  return {
    name: "rank",
    about: "his rank, where the plan has no rules for ranks; left out: the lowest",
    example: ranks[0] ?? "0",
    expected: ranks.length > 0 ? `one of ${ranks.join(", ")}, or its number from 0` : "0, as the plan has no ranks",
    parse(cell) {
      const named = ranks.indexOf(cell);
      if (named >= 0) return named;
      return /^\d{1,2}$/.test(cell) && Number(cell) <= most ? Number(cell) : undefined;
    },
  };
}

/** The columns of a network's file. @param ranks Of the plan. */
export function networkColumns(ranks: readonly string[]) {
  return {
    id: idColumn("id", "the distributor", "7", true),
    sponsor: idColumn("sponsor", "who enrolled him; empty: the company", "3"),
    placement: idColumn("placement", "whom he is placed under, where that is not his sponsor", "5"),
    position,
    enrolled: timeColumn("enrolled", "when he enrolled"),
    rank: rankColumn(ranks),
    active,
    name: idColumn("name", "what explanations call him", "Ann"),
  } satisfies Columns;
}

/** A network and what its people are called. */
export interface NamedNetwork {
  readonly network: Network;
  /** By id; empty unless names were wanted. */
  readonly names: ReadonlyMap<string, string>;
}

/** @throws FileUnusable, FileInvalid with everything that is wrong. */
export function readNetworkFile(
  from: RowFile,
  { document }: Plan,
  { company, named = false }: { readonly company?: string | undefined; readonly named?: boolean },
): NamedNetwork {
  const problems = new RowProblems();
  const names = new Map<string, string>();
  const columns = networkColumns(document.ranks.map(({ name }) => name));
  let network: Network | undefined;
  try {
    const rows = distributors(readRows(from, columns, problems), named ? names : undefined);
    network = Network.from(rows, { company });
  } catch (error) {
    problems.take(error, "distributors");
  }
  problems.finish(from.file, (rows) => placesOf(from, rows));
  return { network: network as Network, names };
}

function* distributors(
  rows: Iterable<RowOf<ReturnType<typeof networkColumns>>>,
  names: Map<string, string> | undefined,
): Generator<DistributorRow> {
  for (const { id = "", name, ...rest } of rows) {
    if (name !== undefined) names?.set(id, name);
    yield { id, ...rest };
  }
}
