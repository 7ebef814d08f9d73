import { CAPS } from "../src/caps/index.ts";
import { FAMILIES } from "../src/families/index.ts";
import { planSchema } from "../src/plan/document.ts";
import type { Json, JsonSchema } from "../src/schema/schema.ts";

/** A page that describes every part of a plan, from the descriptions that also check it, in Markdown. */
export function planReference(): string {
  const parts = [
    "# What a plan may say",
    "Written by `npm run reference -w packages/engine` from the descriptions that check plans; not to be edited.",
    '`*` must be there. Amounts are in the plan\'s currency or its points: `100` or `"99.50"`. Rates are basis points: 100 is 1 %, 10000 is 100 %. `rank` and `bonus` are names that the plan itself has.',
    "## The document",
    ...described(planSchema.json, "##"),
    "## Bonuses",
    "Every bonus has an `id`, a `family` and, where the id is not enough, a `name` that people read.",
    ...FAMILIES.flatMap(({ name, settings }) => [
      `### \`${name}\``,
      ...described(settings.json, "###", ["id", "family", "name"]),
    ]),
    "## Caps",
    ...CAPS.flatMap(({ name, settings }) => [`### \`${name}\``, ...described(settings.json, "###", ["kind"])]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** An object's own words, and a list of its members. */
function described(json: JsonSchema, heading: string, without: readonly string[] = []): string[] {
  const required = json["required"] as readonly string[];
  const members = Object.entries(json["properties"] as Record<string, JsonSchema>).filter(
    ([name]) => !without.includes(name),
  );
  const about = heading === "##" ? [] : [String(json["description"])];
  return members.length === 0
    ? about
    : [...about, members.map(([name, member]) => entry(name, member, required, "")).join("\n")];
}

function entry(name: string, json: JsonSchema, required: readonly string[], indent: string): string {
  const star = required.includes(name) ? "*" : "";
  const usual = json["default"] === undefined ? "" : ` Usually \`${JSON.stringify(json["default"])}\`.`;
  const lines = [`${indent}- \`${name}\`${star} (${kind(json)}): ${aboutOf(json)}${usual}`];
  const inner = (json["items"] ?? json) as JsonSchema;
  const members = inner["properties"] as Record<string, JsonSchema> | undefined;
  for (const [member, schema] of Object.entries(members ?? {})) {
    lines.push(entry(member, schema, inner["required"] as readonly string[], `${indent}  `));
  }
  return lines.join("\n");
}

/** What a member is about, without what the head of the page says of all amounts and rates. */
function aboutOf(json: JsonSchema): string {
  return String(json["description"])
    .replace(` In the plan's currency, or its points: 100 or "99.50".`, "")
    .replace(" Basis points: 100 is 1 %, 10000 is 100 %.", "");
}

/** What a member is, in a few words. */
function kind(json: JsonSchema): string {
  const words = json["enum"] as readonly Json[] | undefined;
  if (words !== undefined) return words.map((word) => `\`${JSON.stringify(word)}\``).join(", ");
  if (json["const"] !== undefined) return `\`${JSON.stringify(json["const"])}\``;
  if (json["type"] === "array") return "list";
  if (json["type"] === "integer") return `${json["minimum"]} to ${json["maximum"]}`;
  if (json["type"] === "string") return "text";
  if (json["anyOf"] !== undefined) return isAmount(json) ? "amount" : "one of several objects";
  return String(json["type"]);
}

function isAmount(json: JsonSchema): boolean {
  return (json["anyOf"] as readonly JsonSchema[]).some(({ type }) => type === "integer");
}
