import type { Subject } from "../verb.ts";
import { calculateVerb } from "./calculate.ts";
import { checkVerb } from "./check.ts";
import { compareVerb } from "./compare.ts";
import { explainVerb } from "./explain.ts";
import { schemaVerb } from "./schema.ts";
import { simulateVerb } from "./simulate.ts";

/** What can be done with a plan. A new verb is a file of its own, and a name here. */
export const plan: Subject = {
  name: "plan",
  description: "check, compute, explain and try commission plans",
  verbs: [checkVerb, schemaVerb, calculateVerb, explainVerb, simulateVerb, compareVerb],
};
