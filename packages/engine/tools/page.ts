import { CAPS } from "../src/caps/index.ts";
import { FAMILIES } from "../src/families/index.ts";
import { planSchema } from "../src/plan/document.ts";
import type { Json, JsonSchema } from "../src/schema/schema.ts";

/** A whole plan, small enough to read at once. Its check is a test. */
export const EXAMPLE = `{
  "upline": 1,
  "name": "Three levels",
  "currency": { "code": "USD", "decimals": 2 },
  "period": { "unit": "month", "count": 1 },
  "activity": { "customerVolume": 50 },
  "ranks": [
    { "name": "Partner" },
    {
      "name": "Leader",
      "requires": {
        "customerVolume": 100,
        "groupVolume": { "atLeast": 2000, "legCap": 5000 },
        "legs": [{ "count": 2, "volume": 500 }]
      }
    }
  ],
  "bonuses": [
    {
      "id": "team",
      "name": "Team bonus",
      "family": "unilevel",
      "compression": "dynamic",
      "levels": [{ "rate": 1000 }, { "rate": 500 }, { "rate": 300, "rank": "Leader" }]
    },
    {
      "id": "leaders",
      "family": "pool",
      "rate": 200,
      "by": "rank",
      "shares": [{ "rank": "Leader", "shares": 1 }]
    }
  ],
  "caps": [{ "kind": "company", "rate": 5000 }]
}`;

/** A page that describes every part of a plan, from the descriptions that also check it, in Markdown. */
export function planReference(): string {
  const parts = [
    "# What a plan may say",
    "Written by `npm run reference -w packages/engine` from the descriptions that check plans; not to be edited.",
    '`*` must be there. Amounts are in the plan\'s currency or its points: `100` or `"99.50"`. Rates are basis points: 100 is 1 %, 10000 is 100 %. `rank` and `bonus` are names that the plan itself has.',
    "A plan of two ranks, three levels, a pool and a cap on all of it:",
    `\`\`\`json\n${EXAMPLE}\n\`\`\``,
    "## The document",
    ...described(planSchema.json, "##"),
    "## Bonuses",
    "Every bonus must have an `id` and a `family` (the headings below), and has, where the id is not enough, a `name` that people read.",
    ...FAMILIES.flatMap(({ name, settings }) => [
      `### \`${name}\``,
      ...described(settings.json, "###", ["id", "family", "name"]),
    ]),
    "## Caps",
    'Every item of `caps` has a `kind`, and nothing else tells what it is: `{ "kind": "company", "rate": 5000 }`.',
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
  if (SECTIONS.includes(name)) return lines.join("\n");
  const inner = (json["items"] ?? json) as JsonSchema;
  return [...lines, ...members(inner, `${indent}  `), ...forms(inner, `${indent}  `)].join("\n");
}

/** Lists whose items have sections of their own. */
const SECTIONS: readonly string[] = ["bonuses", "caps"];

/** The members of an object, without the word that tells its form. */
function members(json: JsonSchema, indent: string): string[] {
  const all = Object.entries((json["properties"] ?? {}) as Record<string, JsonSchema>);
  return all
    .filter(([, schema]) => typeof schema["const"] !== "string")
    .map(([name, schema]) => entry(name, schema, json["required"] as readonly string[], indent));
}

/** The forms that an object may have, each told by a word. */
function forms(json: JsonSchema, indent: string): string[] {
  if (json["anyOf"] === undefined || isAmount(json)) return [];
  return (json["anyOf"] as readonly JsonSchema[]).flatMap((form) => {
    const all = Object.entries(form["properties"] as Record<string, JsonSchema>);
    const tags = all.filter(([, schema]) => typeof schema["const"] === "string");
    const words = tags.map(([name, schema]) => `\`"${name}": "${schema["const"]}"\``).join(", ");
    return [`${indent}- with ${words}: ${form["description"]}`, ...members(form, `${indent}  `)];
  });
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
  if (json["type"] === "array") return listOf(json["items"] as JsonSchema);
  if (json["type"] === "integer") return `${json["minimum"]} to ${json["maximum"]}`;
  if (json["type"] === "string") return "text";
  if (json["anyOf"] !== undefined) return isAmount(json) ? "amount" : "one of several objects";
  return String(json["type"]);
}

/** A list, and what is in it where its items are no objects. */
function listOf(items: JsonSchema): string {
  if (items["type"] === "integer") return `list of ${kind(items)}`;
  return items["type"] === "string" ? "list of names" : "list";
}

function isAmount(json: JsonSchema): boolean {
  return (json["anyOf"] as readonly JsonSchema[]).some(({ type }) => type === "integer");
}
