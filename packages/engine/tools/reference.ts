// npm run reference -w packages/engine: writes the page and the JSON Schema of a plan from the descriptions in src/.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jsonSchema } from "../src/plan/json-schema.ts";
import { planReference } from "./page.ts";

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

writeFileSync(path("plan.md"), planReference());
writeFileSync(path("plan.schema.json"), `${JSON.stringify(jsonSchema(), null, 2)}\n`);
