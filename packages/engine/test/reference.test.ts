import { readFileSync } from "node:fs";
import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, jsonSchema } from "../src/index.ts";
import { EXAMPLE, planReference } from "../tools/page.ts";

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
    expect(page).to.include("- `tiers`* (list of 0 to 10000): Rates alone");
    expect(page).to.include("- `bonuses`* (list of names): Which bonuses are matched");
  });

  it("names the forms that an object may have, with the members of each", () => {
    expect(planReference()).to.include(
      '  - with `"how": "rate"`: A rate of the volume that both sides have.\n    - `rates`* (list): By rank.\n',
    );
  });

  it("begins with a plan that nothing is to be said of", () => {
    const { plan, issues } = checkPlan(JSON.parse(EXAMPLE));
    expect(issues).to.deep.equal([]);
    expect(plan?.document.name).to.equal("Three levels");
  });
});
