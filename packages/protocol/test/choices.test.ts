import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import {
  AUDIT_VERDICTS,
  ChoiceUnknown,
  COMPRESSIONS,
  choice,
  choiceNumber,
  PUSH_RESULTS,
  RETURN_KINDS,
  SALE_KINDS,
  SALE_STATES,
  SCREEN_ACTIONS,
  SETTLE_RESULTS,
  SKIP_REASONS,
} from "../src/index.ts";

/** The members of every enum that the core's interfaces and types declare, by its name. */
function declared(): ReadonlyMap<string, readonly string[]> {
  const sources = globSync(["contracts/interfaces/*.sol", "contracts/types/*.sol"]).map((path) =>
    readFileSync(path, "utf8"),
  );
  const enums = sources.flatMap((source) => [...source.matchAll(/\benum (\w+) \{([^}]*)\}/g)]);
  return new Map(
    enums.map(([, name = "", members = ""]) => [name, members.split(",").map((member) => member.trim())] as const),
  );
}

describe("choices", () => {
  const known = {
    SaleKind: SALE_KINDS,
    ReturnKind: RETURN_KINDS,
    SaleState: SALE_STATES,
    Compression: COMPRESSIONS,
    SkipReason: SKIP_REASONS,
    SettleResult: SETTLE_RESULTS,
    PushResult: PUSH_RESULTS,
    ScreenAction: SCREEN_ACTIONS,
    Verdict: AUDIT_VERDICTS,
  };

  for (const [name, names] of Object.entries(known)) {
    it(`have the members of ${name} in the contract's order`, () => {
      const members = declared().get(name) ?? [];
      expect(names).to.deep.equal(members.map((member) => member.charAt(0).toLowerCase() + member.slice(1)));
      for (const [number, member] of names.entries()) {
        expect(choice<string>(names, number)).to.equal(member);
        expect(choiceNumber<string>(names, member)).to.equal(BigInt(number));
      }
    });
  }

  it("are those of every enum of the core", () => {
    // What the lens says can be done with a sale is no part of the core.
    expect([...declared().keys()].filter((name) => name !== "Step").sort()).to.deep.equal(Object.keys(known).sort());
  });

  it("have no other number", () => {
    expect(() => choice(SALE_STATES, 6n)).to.throw(ChoiceUnknown, "6 is none of the choices 0 (none), 1 (escrowed)");
  });
});
