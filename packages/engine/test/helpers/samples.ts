import type { Json, JsonSchema } from "../../src/index.ts";

/** A value that a schema describes: with every member, or only with those that must be there. */
export function sample(schema: JsonSchema, full: boolean): Json {
  if (schema["const"] !== undefined) return schema["const"];
  const [first] = (schema["enum"] ?? schema["anyOf"] ?? []) as readonly Json[];
  if (schema["enum"] !== undefined) return first as Json;
  if (schema["anyOf"] !== undefined) return sample(first as JsonSchema, full);
  switch (schema["type"]) {
    case "integer":
      return Math.max(Number(schema["minimum"]), Math.min(5, Number(schema["maximum"])));
    case "boolean":
      return true;
    case "array":
      return [sample(schema["items"] as JsonSchema, full)];
    case "object":
      return sampleObject(schema, full);
    default:
      return "Gold";
  }
}

function sampleObject(schema: JsonSchema, full: boolean): Json {
  const required = schema["required"] as readonly string[];
  const members = Object.entries(schema["properties"] as Record<string, JsonSchema>);
  return Object.fromEntries(
    members.filter(([name]) => full || required.includes(name)).map(([name, member]) => [name, sample(member, full)]),
  );
}

type Path = readonly string[];

function* paths(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) yield* paths(member, [...path, key]);
}

/** What is put in every place of a document, one at a time. */
const ODD: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1,
  0.5,
  10_001,
  2 ** 54,
  "",
  "x",
  "0",
  "1.5",
  "01",
  "Gold",
  "team",
  [],
  {},
  [{}],
];

/** The document with one place changed, for every place and every odd value; and with every place left out. */
export function* changedEverywhere(document: object): Generator<{ readonly what: string; readonly document: object }> {
  for (const path of paths(document)) {
    for (const value of [...ODD, undefined]) {
      const changed = structuredClone(document);
      let holder = changed as Record<string, unknown>;
      for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
      const last = path.at(-1) as string;
      if (value !== undefined) holder[last] = value;
      else if (Array.isArray(holder)) holder.splice(Number(last), 1);
      else delete holder[last];
      yield { what: `${path.join(".")} = ${JSON.stringify(value)}`, document: changed };
    }
  }
}
