import { jsonSchema } from "../../../../engine/src/index.ts";
import { toJson } from "../../terminal/output.ts";
import type { Verb } from "../verb.ts";

/** Prints the JSON Schema of plans, for editors that check while one writes. */
export const schemaVerb: Verb = {
  name: "schema",
  description: "print the JSON Schema of plans, for an editor that checks while you write",
  configure: (made) => made,
  run() {
    const json = jsonSchema();
    return { json, text: toJson(json) };
  },
};
