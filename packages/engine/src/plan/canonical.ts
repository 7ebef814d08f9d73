import type { Json } from "../schema/schema.ts";

/**
 * JSON with sorted names and no spaces, the same bytes for the same value on every machine.
 * @throws TypeError for a number that is no integer below 2^53: floating-point text differs between programs.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError(`${value} is no safe integer`);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value as { readonly [name: string]: Json }).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
}
