import { expect } from "chai";
import { describe, it } from "mocha";
import { checkAmounts } from "../../src/checks/amounts.ts";
import { openHistory } from "../../src/index.ts";

const CORE = "0x00000000000000000000000000000000000c0de1";

describe("checkAmounts", () => {
  it("proves no amounts of sales that were not recomputed, though nothing else was found", () => {
    const history = openHistory({ chainId: 1n, core: CORE, observers: [] });
    // Read with a sale that nobody compared.
    Object.defineProperty(history, "sales", { value: 1 });
    const { verdict, findings } = checkAmounts(history, true);
    expect(verdict).to.equal("unproved");
    expect(findings.map(({ code, expected, found }) => [code, expected, found])).to.deep.equal([
      ["sales-not-recomputed", "1", "0"],
    ]);
  });
});
