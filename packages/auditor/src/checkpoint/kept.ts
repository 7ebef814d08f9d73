// What the parts of a report know, on its way into a checkpoint and out of one. Each part names its values in one method,
// which serves both ways, so that what is written and what is read cannot differ.
import { CheckpointInvalid } from "./checkpoint-invalid.ts";
import { type Fields, fields, list } from "./shapes.ts";

/** Something that knows what a later audit goes on with. */
export interface Keeping {
  /** Gives all that it knows, or takes all of it over. */
  keep(kept: Kept): void;
}

/** A table, which is kept as one value. */
export interface KeptTable {
  /** As plain JSON. */
  written(): unknown;
  /** Takes over what was written; the table must be new. @throws CheckpointInvalid */
  read(written: unknown): void;
}

/** Writes what it is given, or gives what was written in its place. Each throws CheckpointInvalid. */
export interface Kept {
  /** Plain data: texts, numbers, bigints, lists and objects of them. @returns The value to go on with. */
  value<T>(name: string, value: T): T;
  /** A map of plain data, whose order is kept. */
  map<K, V>(name: string, map: Map<K, V>): void;
  table(name: string, table: KeptTable): void;
  part(name: string, part: Keeping): void;
}

/** What a part knows, as plain JSON; the same each time. */
export function writeKept(part: Keeping): unknown {
  const written: Record<string, unknown> = {};
  part.keep({
    value: (name, value) => {
      written[name] = packed(value);
      return value;
    },
    map: (name, map) => {
      written[name] = packed([...map]);
    },
    table: (name, table) => {
      written[name] = table.written();
    },
    part: (name, inner) => {
      written[name] = writeKept(inner);
    },
  });
  return written;
}

/** Lets a new part know what one like it knew. @throws CheckpointInvalid */
export function readKept(part: Keeping, written: unknown, what = "report"): void {
  const data = fields(written, what);
  part.keep({
    value: (name, value) => valueLike(value, unpacked(data[name]), `${what}'s ${name}`),
    map: (name, map) => fill(map, data, name, what),
    table: (name, table) => table.read(data[name]),
    part: (name, inner) => readKept(inner, data[name], `${what}'s ${name}`),
  });
}

function fill<K, V>(map: Map<K, V>, data: Fields, name: string, what: string): void {
  for (const pair of list(data[name], `${what}'s ${name}`)) {
    const [key, value] = list(pair, `${what}'s ${name}`);
    map.set(unpacked(key) as K, unpacked(value) as V);
  }
}

/** The value, if it is of the type of what a new part has. */
function valueLike<T>(example: T, value: unknown, what: string): T {
  const [expected, found] = [typeOf(example), typeOf(value)];
  if (expected !== "undefined" && found !== expected) throw new CheckpointInvalid(what, `of the type ${expected}`);
  return value as T;
}

const typeOf = (value: unknown) => (Array.isArray(value) ? "list" : typeof value);

/** What stands before the digits of a bigint, and once more before a text that begins with it. */
const MARK = "#";

function packed(value: unknown): unknown {
  if (typeof value === "bigint") return `${MARK}${value}`;
  if (typeof value === "string") return value.startsWith(MARK) ? `${MARK}${value}` : value;
  return mapped(value, packed);
}

function unpacked(value: unknown): unknown {
  if (typeof value !== "string") return mapped(value, unpacked);
  if (!value.startsWith(MARK)) return value;
  const rest = value.slice(MARK.length);
  if (rest.startsWith(MARK)) return rest;
  if (!/^-?\d{1,80}$/.test(rest)) throw new CheckpointInvalid("report", "of whole numbers");
  return BigInt(rest);
}

/** A list or an object with each of its members changed; what is undefined is left out. */
function mapped(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, change(member)]));
}
