import { readFileSync } from "node:fs";
import { expect } from "chai";
import { describe, it } from "mocha";
import { jsonSchema } from "../src/index.ts";
import { planReference } from "../tools/page.ts";

const written = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const AGAIN = "`npm run reference -w packages/engine` writes it anew";

describe("the published description of a plan", () => {
  it("is what the code checks: plan.md", () => {
    expect(written("plan.md"), AGAIN).to.equal(planReference());
  });

  it("is what the code checks: plan.schema.json", () => {
    expect(JSON.parse(written("plan.schema.json")), AGAIN).to.deep.equal(jsonSchema());
  });

  it("names what must be there, the words that may be said, and what stands for what is left out", () => {
    const page = planReference();
    expect(page).to.include("- `levels`* (list): Level 1 is the seller's sponsor");
    expect(page).to.include(
      '- `mode` (`"down"`, `"half-up"`): Down, or to the nearest with halves up. Usually `"down"`.',
    );
    expect(page).to.include("  - `rate`* (0 to 10000): Of the base.");
    expect(page).to.include("- `amount`* (amount): Paid for each board.\n");
    expect(page).to.include("### `company`");
  });
});
