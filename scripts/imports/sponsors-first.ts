import type { CsvTable, Row } from "../operator/csv/read.ts";
import type { DistributorColumns, DistributorRow } from "./distributor-columns.ts";

/**
 * Puts people behind their sponsors, and else leaves them in the order of the file.
 * @param known Ids, by legacy id, of those who were imported before; they may be sponsors.
 * @throws CsvInvalid where a sponsor is nobody, or people sponsor each other in a circle.
 */
export function sponsorsFirst(
  table: CsvTable<DistributorColumns>,
  known: ReadonlyMap<string, bigint>,
): readonly DistributorRow[] {
  const rows = new Map(table.rows.map((row) => [row.cells.legacyId.word, row]));
  for (const row of table.rows) {
    const sponsor = row.cells.sponsor?.word;
    if (sponsor === undefined || rows.has(sponsor) || known.has(sponsor)) continue;
    table.refuse(
      row,
      "sponsor",
      "the legacy_id of somebody in this file or imported before, or nothing for the company",
    );
  }
  table.check();
  const order = new Walk(table, rows).order();
  table.check();
  return order;
}

/** Walks from each person up to the first who has his place already. */
class Walk {
  readonly #table: CsvTable<DistributorColumns>;
  readonly #rows: ReadonlyMap<string, DistributorRow>;
  readonly #placed = new Set<DistributorRow>();

  constructor(table: CsvTable<DistributorColumns>, rows: ReadonlyMap<string, DistributorRow>) {
    this.#table = table;
    this.#rows = rows;
  }

  order(): readonly DistributorRow[] {
    for (const row of this.#table.rows) this.#placeWithSponsors(row);
    return [...this.#placed];
  }

  #placeWithSponsors(row: DistributorRow): void {
    const path = new Set<DistributorRow>();
    for (let next: DistributorRow | undefined = row; next !== undefined; next = this.#sponsorOf(next)) {
      if (this.#placed.has(next)) break;
      if (path.has(next)) {
        this.#refuseCircle([...path].slice([...path].indexOf(next)));
        break;
      }
      path.add(next);
    }
    for (const one of [...path].reverse()) this.#placed.add(one);
  }

  #sponsorOf({ cells: { sponsor } }: DistributorRow): Row<DistributorColumns> | undefined {
    return sponsor === null ? undefined : this.#rows.get(sponsor.word);
  }

  #refuseCircle(circle: readonly DistributorRow[]): void {
    const lines = circle.map(({ line }) => line).sort((a, b) => a - b);
    for (const row of circle) {
      this.#table.refuse(row, "sponsor", `no circle: the people of lines ${lines.join(", ")} sponsor each other`);
    }
  }
}
