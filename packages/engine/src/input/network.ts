import { compareIds, ID_EXPECTED, type Id, IdTable, normalId } from "./ids.ts";
import { Problems } from "./problems.ts";
import { Tree } from "./tree.ts";

/** A distributor as he stands in the period. Rows may come in any order. */
export interface DistributorRow {
  readonly id: Id;
  /** Who enrolled him; left out, empty, or the company's id: the company. */
  readonly sponsor?: Id | undefined;
  /** Whom he is placed under in the placement tree; left out, or empty: his sponsor. */
  readonly placement?: Id | undefined;
  /** His place among those placed under the same person, from 0 (in a binary plan 0 is left, 1 right). */
  readonly position?: number | undefined;
  /** When he enrolled, in seconds since 1970. */
  readonly enrolled?: number | undefined;
  /** His rank's number in the plan's ladder, from 0, where the ladder has no rules; left out: 0. */
  readonly rank?: number | undefined;
  /** Whether he is active, where the plan has no rule for activity; left out: yes. */
  readonly active?: boolean | undefined;
}

/**
 * A network by column, for who has it so: index 0 is the company, whose id is 0, and the others are called by their
 * index. What is left out is as in `DistributorRow`.
 */
export interface NetworkColumns {
  /** Index of everybody's sponsor; the company's own is 0. */
  readonly sponsor: Int32Array;
  readonly placement?: Int32Array | undefined;
  /** -1 where none is given. */
  readonly position?: Int16Array | undefined;
  /** NaN where it is not known. */
  readonly enrolled?: Float64Array | undefined;
  readonly rank?: Uint8Array | undefined;
  readonly active?: Uint8Array | undefined;
}

/** Settings of a network. */
export interface NetworkOptions {
  /** The company's id: the root of both trees, which earns nothing and has a row of its own or none. */
  readonly company?: Id | undefined;
}

/** The most ranks that a ladder has. */
export const MOST_RANKS = 64;
const MOST_POSITION = 32_000;

/** All distributors and both trees, by index: 0 is the company, the others are in the order of their ids. */
export class Network {
  readonly ids: IdTable;
  readonly sponsors: Tree;
  /** The same object as `sponsors` where nobody is placed under anybody but his sponsor. */
  readonly placements: Tree;
  /** Place among those placed under the same person; -1 where none is given. */
  readonly position: Int16Array;
  /** Seconds since 1970; NaN where it is not known. */
  readonly enrolled: Float64Array;
  /** Rank given with the row. */
  readonly rank: Uint8Array;
  /** 1 where the row says active, or says nothing. */
  readonly active: Uint8Array;
  /** The row that each came from, counted from 1; 0 for the company. */
  readonly row: Int32Array;
  readonly #columns: CheckedColumns;

  private constructor(columns: CheckedColumns) {
    this.#columns = columns;
    this.ids = columns.ids;
    this.sponsors = columns.sponsors;
    this.placements = columns.placements;
    this.position = columns.position;
    this.enrolled = columns.enrolled;
    this.rank = columns.rank;
    this.active = columns.active;
    this.row = columns.row;
  }

  /** How many distributors there are. */
  get size(): number {
    return this.ids.size;
  }

  /**
   * Reads and checks a network.
   * @throws InputInvalid with every row that cannot be: an id used twice, an unknown sponsor, a circle.
   */
  static from(rows: Iterable<DistributorRow>, options: NetworkOptions = {}): Network {
    return new Network(new NetworkReader(options.company ?? "company").read(rows));
  }

  /**
   * Takes columns as they are, without copying them. Only the trees are checked.
   * @throws InputInvalid for a parent that does not exist, and for a circle.
   * @throws RangeError for columns of different lengths.
   */
  static ofColumns(columns: NetworkColumns): Network {
    const { sponsor, placement } = columns;
    const length = sponsor.length;
    for (const column of Object.values(columns)) {
      if (column !== undefined && column.length !== length) throw new RangeError("The columns have different lengths.");
    }
    const ids = new IdTable(Array.from(sponsor.keys()));
    const problems = new Problems("distributors");
    const sponsors = checkedTree(sponsor, "sponsor", problems);
    const placements = placement === undefined ? sponsors : checkedTree(placement, "placement", problems);
    problems.finish();
    return new Network({
      ids,
      sponsors: sponsors as Tree,
      placements: placements as Tree,
      position: columns.position ?? new Int16Array(length).fill(-1),
      enrolled: columns.enrolled ?? new Float64Array(length).fill(Number.NaN),
      rank: columns.rank ?? new Uint8Array(length),
      active: columns.active ?? new Uint8Array(length).fill(1),
      row: Int32Array.from(sponsor.keys()),
    });
  }

  /** The same people, whoever has a higher rank than this having this one. */
  ranksUpTo(highest: number): Network {
    return new Network({ ...this.#columns, rank: this.rank.map((rank) => Math.min(rank, highest)) });
  }
}

/** The tree of a column of parents, or undefined with a problem noted. */
function checkedTree(parents: Int32Array, field: string, problems: Problems): Tree | undefined {
  const unknown = parents.findIndex(
    (parent, index) => parent < 0 || parent >= parents.length || (index === 0 && parent > 0),
  );
  if (unknown >= 0) {
    problems.add(unknown, field, parents[unknown], "the index of a distributor, or 0 for the company");
    return undefined;
  }
  const tree = Tree.of(parents);
  if (tree instanceof Tree) return tree;
  problems.add(
    tree[0] as number,
    field,
    tree.slice(0, 10),
    "nobody to be above himself; each of these is below the next",
  );
  return undefined;
}

interface CheckedColumns {
  ids: IdTable;
  sponsors: Tree;
  placements: Tree;
  position: Int16Array;
  enrolled: Float64Array;
  rank: Uint8Array;
  active: Uint8Array;
  row: Int32Array;
}

/** Puts rows in the order of their ids and checks them. */
class NetworkReader {
  readonly #problems = new Problems("distributors");
  readonly #company: Id;
  readonly #rows: DistributorRow[] = [];
  /** Where in the rows each index stands; 0 for the company. */
  #places: Int32Array = new Int32Array(0);
  #ids = new IdTable([0]);

  constructor(company: Id) {
    const id = normalId(company);
    if (id === undefined) this.#problems.add(0, "company", company, ID_EXPECTED);
    this.#company = id ?? "company";
  }

  read(rows: Iterable<DistributorRow>): CheckedColumns {
    for (const row of rows) this.#rows.push(row);
    this.#order();
    const sponsors = this.#parents("sponsor");
    const placements = this.#parents("placement", sponsors);
    const row = this.#places.map((place, index) => (index === 0 ? 0 : place + 1));
    const columns = { position: this.#position(), ...this.#standing(), row };
    this.#problems.finish();
    const sponsorTree = this.#tree("sponsor", sponsors);
    const same = sponsors.every((parent, index) => placements[index] === parent);
    const placementTree = same ? sponsorTree : this.#tree("placement", placements);
    this.#problems.finish();
    return { ids: this.#ids, sponsors: sponsorTree as Tree, placements: placementTree as Tree, ...columns };
  }

  #order(): void {
    const ids: Id[] = [];
    const rows: number[] = [];
    for (const [row, { id }] of this.#rows.entries()) {
      const normal = normalId(id);
      if (normal === undefined) this.#problems.add(row + 1, "id", id, ID_EXPECTED);
      else if (normal !== this.#company) {
        ids.push(normal);
        rows.push(row);
      } else this.#checkCompany(row);
    }
    const order = sortedOrder(ids);
    for (let at = 1; at < order.length; at++) {
      const id = ids[order[at] as number];
      if (id === ids[order[at - 1] as number]) {
        this.#problems.add((rows[order[at] as number] as number) + 1, "id", id, "an id that no other row has");
      }
    }
    this.#problems.finish();
    this.#ids = new IdTable([this.#company, ...Array.from(order, (at) => ids[at] as Id)]);
    this.#places = Int32Array.from([0, ...Array.from(order, (at) => rows[at] as number)]);
  }

  #checkCompany(row: number): void {
    const { sponsor, placement } = this.#rows[row] as DistributorRow;
    if ((sponsor ?? "") !== "" && normalId(sponsor) !== this.#company) {
      this.#problems.add(row + 1, "sponsor", sponsor, "none, as this row is the company");
    }
    if ((placement ?? "") !== "" && normalId(placement) !== this.#company) {
      this.#problems.add(row + 1, "placement", placement, "none, as this row is the company");
    }
  }

  /** @param usual The parents of those whose rows name none; left out: the company. */
  #parents(field: "sponsor" | "placement", usual?: Int32Array): Int32Array {
    const parents = usual?.slice() ?? new Int32Array(this.#ids.size + 1);
    for (let index = 1; index < parents.length; index++) {
      const place = this.#places[index] as number;
      const id = (this.#rows[place] as DistributorRow)[field];
      if (id === undefined || id === "") continue;
      const normal = normalId(id);
      const parent = normal === undefined ? -1 : this.#ids.indexOf(normal);
      if (parent < 0) this.#problems.add(place + 1, field, id, "the id of a row, or nothing for the company");
      else if (parent === index) this.#problems.add(place + 1, field, id, "somebody else than himself");
      else parents[index] = parent;
    }
    return parents;
  }

  #tree(field: string, parents: Int32Array): Tree | undefined {
    const tree = Tree.of(parents);
    if (tree instanceof Tree) return tree;
    const names = tree.slice(0, 10).map((index) => this.#ids.at(index));
    const place = this.#places[tree[0] as number] as number;
    this.#problems.add(place + 1, field, names, "nobody to be above himself; each of these is below the next");
    return undefined;
  }

  #position(): Int16Array {
    return Int16Array.from(
      this.#column("position", -1, 0, MOST_POSITION, (row) => row.position),
      Number,
    );
  }

  #standing(): { enrolled: Float64Array; rank: Uint8Array; active: Uint8Array } {
    const rank = this.#column("rank", 0, 0, MOST_RANKS - 1, (row) => row.rank);
    const enrolled = this.#column("enrolled", Number.NaN, 0, Number.MAX_SAFE_INTEGER, (row) => row.enrolled);
    const active = new Uint8Array(this.#ids.size + 1).fill(1);
    for (let index = 1; index < active.length; index++) {
      const place = this.#places[index] as number;
      const given: unknown = (this.#rows[place] as DistributorRow).active;
      if (given === false) active[index] = 0;
      else if (given !== undefined && given !== true) this.#problems.add(place + 1, "active", given, "true or false");
    }
    return { enrolled, rank: Uint8Array.from(rank), active };
  }

  #column(
    field: string,
    absent: number,
    least: number,
    most: number,
    of: (row: DistributorRow) => number | undefined,
  ): Float64Array {
    const column = new Float64Array(this.#ids.size + 1).fill(absent);
    for (let index = 1; index < column.length; index++) {
      const place = this.#places[index] as number;
      const value = of(this.#rows[place] as DistributorRow);
      if (value === undefined) continue;
      if (Number.isSafeInteger(value) && value >= least && value <= most) column[index] = value;
      else this.#problems.add(place + 1, field, value, `a whole number from ${least} to ${most}`);
    }
    return column;
  }
}

/** The places of ids in ascending order of the ids. */
function sortedOrder(ids: readonly Id[]): Int32Array {
  const order = Int32Array.from(ids.keys());
  const sorted = ids.every((id, at) => at === 0 || compareIds(ids[at - 1] as Id, id) < 0);
  return sorted ? order : order.sort((a, b) => compareIds(ids[a] as Id, ids[b] as Id));
}
