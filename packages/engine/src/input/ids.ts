import { PRINTABLE } from "../schema/printable.ts";

/**
 * What a distributor, a customer or a sale is called in the input: a whole number of 0 or more, or text. Text that is
 * such a number without leading zeros is that number, so that files and programs agree.
 */
export type Id = string | number;

const NUMERIC = /^(0|[1-9]\d{0,14})$/;
const LONGEST = 128;

/** The one form of an id; undefined if it cannot be one. */
export function normalId(id: unknown): Id | undefined {
  if (typeof id === "number") return Number.isSafeInteger(id) && id >= 0 ? id : undefined;
  if (typeof id !== "string" || id.length === 0 || id.length > LONGEST) return undefined;
  if (NUMERIC.test(id)) return Number(id);
  // Files from elsewhere end the lines of a cell in two characters.
  return PRINTABLE.test(id.replaceAll("\r\n", "\n")) ? id : undefined;
}

/** What an id must be, for messages. */
export const ID_EXPECTED = `a whole number of 0 or more, or text of 1 to ${LONGEST} characters, none of which controls a terminal`;

/** Numbers come before text; numbers by size, text by its UTF-16 code units. */
export function compareIds(a: Id, b: Id): number {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The distributors' ids in their order, each with an index: 0 is the company, the others count from 1. So a lower index
 * is a lower id, whatever order the rows came in.
 */
export class IdTable {
  readonly #ids: readonly Id[];
  /** The index of each distributor's id where they are small numbers, which is much smaller and faster than a map. */
  readonly #direct: Int32Array | undefined;
  readonly #map: Map<Id, number> | undefined;

  /** @param ids The company's first, then the distributors' in ascending order, no two the same. */
  constructor(ids: readonly Id[]) {
    this.#ids = ids;
    // The distributors' ids are in order: where the last is a number, all of them are.
    const last = ids.length === 1 ? 0 : (ids[ids.length - 1] as Id);
    if (typeof last === "number" && last < 4 * ids.length + 1000) {
      this.#direct = new Int32Array(last + 1).fill(-1);
      for (let index = 1; index < ids.length; index++) this.#direct[ids[index] as number] = index;
    } else {
      this.#map = new Map(ids.map((id, index) => [id, index]));
    }
  }

  /** How many distributors there are, the company not counted. */
  get size(): number {
    return this.#ids.length - 1;
  }

  /** The id at an index. */
  at(index: number): Id {
    return this.#ids[index] as Id;
  }

  /** The index of an id in its one form; -1 if nobody has it. */
  indexOf(id: Id): number {
    if (id === this.#ids[0]) return 0;
    if (this.#direct === undefined) return this.#map?.get(id) ?? -1;
    return typeof id === "number" ? (this.#direct[id] ?? -1) : -1;
  }
}
