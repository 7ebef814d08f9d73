import type { JsonSchema } from "../schema/schema.ts";
import { planSchema } from "./document.ts";

/** The JSON Schema (draft 2020-12) of a plan, from the description that also checks it. */
export function jsonSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Upline commission plan",
    ...planSchema.json,
  };
}
