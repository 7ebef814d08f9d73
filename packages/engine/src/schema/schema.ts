import { nearest } from "./nearest.ts";
import { PRINTABLE } from "./printable.ts";
import { item, member, type Report } from "./report.ts";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A node of a JSON Schema (draft 2020-12). */
export type JsonSchema = { readonly [keyword: string]: Json };

/**
 * One description of a value, from which come its TypeScript type, its JSON Schema, the check of a document and its
 * canonical form.
 */
export interface Schema<T> {
  /** The same rule as a JSON Schema. */
  readonly json: JsonSchema;
  /** What stands for a member that is left out; without it, a member must be there. */
  readonly absent?: { readonly value: T };
  /** Reads a value; what is wrong goes into the report, and the result is then of no use. */
  read(value: unknown, path: string, report: Report): T;
  /** The canonical form. */
  write(value: T): Json;
}

/** The type that a schema describes. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

/** A value that was reported as wrong. Nobody reads it: a document with a report of it is not used. */
function unusable<T>(): T {
  return undefined as T;
}

function plain<T extends Json>(json: JsonSchema, expected: string, is: (value: unknown) => value is T): Schema<T> {
  return {
    json,
    read(value, path, report) {
      if (is(value)) return value;
      report.invalid(path, value, expected);
      return unusable();
    },
    write: (value) => value,
  };
}

/** Text of one to `longest` characters. */
export function text(about: string, longest = 200): Schema<string> {
  return plain(
    { type: "string", minLength: 1, maxLength: longest, pattern: PRINTABLE.source, description: about },
    `text of 1 to ${longest} characters, none of which controls a terminal`,
    (value): value is string => typeof value === "string" && value.length <= longest && PRINTABLE.test(value),
  );
}

/** A name that other parts of the document refer to. */
export function identifier(about: string): Schema<string> {
  const pattern = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
  return plain(
    { type: "string", pattern: pattern.source, description: about },
    'a name of letters, digits, "-" and "_", at most 40, the first a letter',
    (value): value is string => typeof value === "string" && pattern.test(value),
  );
}

/** The name of a rank or the id of a bonus that the document has. */
export function reference(kind: "rank" | "bonus", about: string): Schema<string> {
  const name = text(about);
  return {
    ...name,
    read(value, path, report) {
      const read = name.read(value, path, report);
      if (read !== undefined) report.refer(kind, path, read);
      return read;
    },
  };
}

/** A whole number within bounds. */
export function integer(about: string, least: number, most: number, noun = "a whole number"): Schema<number> {
  return plain(
    { type: "integer", minimum: least, maximum: most, description: about },
    `${noun} from ${least} to ${most}`,
    (value): value is number =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most,
  );
}

/** Basis points: 100 is 1 %, 10,000 the whole. */
export function rate(about: string, most = 10_000): Schema<number> {
  return integer(
    `${about} Basis points: 100 is 1 %, 10000 is 100 %.`,
    0,
    most,
    "a rate in basis points (100 is 1 %), a whole number",
  );
}

export function boolean(about: string): Schema<boolean> {
  return plain({ type: "boolean", description: about }, "true or false", (value) => typeof value === "boolean");
}

/** One of several words. */
export function choice<const T extends readonly string[]>(about: string, words: T): Schema<T[number]> {
  const list = words.map((word) => `"${word}"`).join(", ");
  return plain({ enum: words, description: about }, `one of ${list}`, (value): value is T[number] =>
    words.includes(value as string),
  );
}

const AMOUNT = /^(0|[1-9]\d{0,29})(\.\d{1,18})?$/;

/**
 * An amount of the plan's currency or volume, 0 or more: a whole number, or digits with at most one decimal point in
 * quotes. Never a JSON number with a fraction, which not every program reads alike.
 */
export function amount(about: string): Schema<string> {
  return {
    json: {
      description: `${about} In the plan's currency, or its points: 100 or "99.50".`,
      anyOf: [
        { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
        { type: "string", pattern: AMOUNT.source },
      ],
    },
    read(value, path, report) {
      if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return String(value);
      if (typeof value === "string" && AMOUNT.test(value)) {
        const shortest = value.includes(".") ? value.replace(/\.?0+$/, "") : value;
        report.refer("amount", path, shortest);
        return shortest;
      }
      report.invalid(path, value, 'an amount of 0 or more, like 100 or "99.50" (with a fraction: in quotes)');
      return unusable();
    },
    write: (value) => value,
  };
}

/** A list of `least` to `most` items. */
export function list<T>(about: string, items: Schema<T>, least = 1, most = 1000): Schema<readonly T[]> {
  return {
    json: { type: "array", items: items.json, minItems: least, maxItems: most, description: about },
    read(value, path, report) {
      if (!Array.isArray(value)) {
        report.invalid(path, value, "a list, in [ ]");
        return unusable();
      }
      if (value.length < least || value.length > most) {
        report.add("invalid", path, `has ${value.length} items; expected ${least} to ${most}`);
      }
      return value.map((entry, index) => items.read(entry, item(path, index), report));
    },
    write: (values) => values.map((value) => items.write(value)),
  };
}

/** A member that may be left out. */
export function optional<T>(schema: Schema<T>): Schema<T | undefined> {
  return {
    json: schema.json,
    absent: { value: undefined },
    read: (value, path, report) => schema.read(value, path, report),
    // An object does not write what is left out.
    write: (value) => schema.write(value as T),
  };
}

/** A text for other programs, which says nothing here: it is checked, and is in no canonical form. */
export function forPrograms(about: string): Schema<undefined> {
  const said = text(about, 2000);
  return {
    ...(said as unknown as Schema<undefined>),
    absent: { value: undefined },
    read(value, path, report) {
      said.read(value, path, report);
      return undefined;
    },
  };
}

/** A member that may be left out and then has a usual value. */
export function usually<T>(usual: T, schema: Schema<T>): Schema<T> {
  return {
    json: { ...schema.json, default: schema.write(usual) },
    absent: { value: usual },
    read: (value, path, report) => schema.read(value, path, report),
    write: (value) => schema.write(value),
  };
}

/** The members of an object, by name. */
export type Members = { readonly [name: string]: Schema<unknown> };

/** The type of an object of such members. */
export type ObjectOf<M extends Members> = { readonly [K in keyof M]: Infer<M[K]> };

/** An object with these members and no others. Members of their usual value are left out of the canonical form. */
export function object<const M extends Members>(about: string, members: M): Schema<ObjectOf<M>> {
  const names = Object.keys(members);
  const required = names.filter((name) => members[name]?.absent === undefined);
  return {
    json: {
      type: "object",
      description: about,
      properties: Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, schema.json])),
      required,
      additionalProperties: false,
    },
    read(value, path, report) {
      if (!isObject(value)) {
        report.invalid(path, value, `an object with ${names.join(", ")}`);
        return unusable();
      }
      reportUnknown(value, names, path, report);
      return readMembers(members, value, path, report) as ObjectOf<M>;
    },
    write: (value) => writeMembers(members, value),
  };
}

function readMembers(members: Members, value: Record<string, unknown>, path: string, report: Report): unknown {
  return Object.fromEntries(
    Object.entries(members).map(([name, schema]) => {
      if (Object.hasOwn(value, name) && value[name] !== undefined)
        return [name, schema.read(value[name], member(path, name), report)];
      if (schema.absent === undefined) report.add("invalid", path, `lacks "${name}": ${schema.json["description"]}`);
      return [name, schema.absent?.value];
    }),
  );
}

function reportUnknown(value: object, known: readonly string[], path: string, report: Report): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const hint = near === undefined ? `expected only ${known.join(", ")}` : `did you mean "${near}"?`;
    report.add("invalid", member(path, name), `is not known here; ${hint}`);
  }
}

function writeMembers(members: Members, value: Readonly<Record<string, unknown>>): Json {
  const written: [string, Json][] = [];
  for (const name of Object.keys(members).sort()) {
    const schema = members[name] as Schema<unknown>;
    const json = value[name] === undefined ? undefined : schema.write(value[name]);
    if (json === undefined) continue;
    const usual = schema.absent?.value;
    if (usual !== undefined && JSON.stringify(schema.write(usual)) === JSON.stringify(json)) continue;
    written.push([name, json]);
  }
  return Object.fromEntries(written);
}

/** Objects of several kinds, told apart by the word in one member. */
export function variants<T>(about: string, tag: string, kinds: ReadonlyMap<string, Schema<T>>): Schema<T> {
  return {
    json: { description: about, anyOf: [...kinds.values()].map((kind) => kind.json) },
    read(value, path, report) {
      if (!isObject(value)) {
        report.invalid(path, value, "an object");
        return unusable();
      }
      const word = value[tag];
      const kind = kinds.get(word as string);
      if (kind !== undefined) return kind.read(value, path, report);
      const near = typeof word === "string" ? nearest(word, [...kinds.keys()]) : undefined;
      const hint = near === undefined ? "" : ` (did you mean "${near}"?)`;
      report.invalid(member(path, tag), word, `one of ${[...kinds.keys()].join(", ")}${hint}`);
      return unusable();
    },
    write(value) {
      const kind = kinds.get((value as Record<string, unknown>)[tag] as string);
      return (kind as Schema<T>).write(value);
    },
  };
}

/** Exactly this word. */
export function word<const T extends string>(value: T): Schema<T> {
  return plain({ const: value }, `"${value}"`, (found): found is T => found === value);
}

/** Exactly this number. */
export function constant<const T extends number>(about: string, value: T): Schema<T> {
  return plain({ const: value, description: about }, `${value}`, (found): found is T => found === value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
