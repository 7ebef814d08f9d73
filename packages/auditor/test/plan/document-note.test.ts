import { expect } from "chai";
import { ReportBuilder } from "../../src/report/builder.ts";
import { FakeHistory, PERIOD } from "../helpers/fake-history.ts";
import { audited } from "../helpers/fake-report.ts";

// What a report says of the document that was published with a plan

/** The document of the terms that an invented history begins with. */
const DOCUMENT = {
  upline: 1,
  name: "Three levels",
  currency: { code: "tUSD", decimals: 6 },
  period: { unit: "day", count: Number(PERIOD / 86_400n) },
  personalSalesPay: true,
  bonuses: [
    { id: "profit", family: "retail" },
    { id: "team", family: "unilevel", own: { rate: 1000 }, levels: [{ rate: 800 }, { rate: 500 }], walk: 10 },
  ],
};

function notesOf(document: string): readonly string[] {
  const builder = new ReportBuilder();
  new FakeHistory(builder).begin({}, document);
  return builder.finish(audited(), []).notes;
}

const withTeam = (change: object) =>
  JSON.stringify({
    ...DOCUMENT,
    bonuses: DOCUMENT.bonuses.map((bonus) => (bonus.id === "team" ? { ...bonus, ...change } : bonus)),
  });

describe("the document that was published with a plan", () => {
  it("is not spoken of where it pays as the chain does, or is another text", () => {
    for (const text of [JSON.stringify(DOCUMENT), "", "Ten per cent to everybody.", "{}", "null", '{"upline":2}']) {
      expect(notesOf(text), text).to.deep.equal([]);
    }
  });

  for (const [what, change] of [
    ["a higher rate", { levels: [{ rate: 900 }, { rate: 500 }] }],
    ["another level", { levels: [{ rate: 800 }, { rate: 500 }, { rate: 100 }] }],
    ["a longer walk", { walk: 11 }],
    ["compression", { compression: "dynamic" }],
  ] as const) {
    it(`is reported where it promises ${what}`, () => {
      expect(notesOf(withTeam(change))).to.deep.equal([
        "The document published with plan 1 pays otherwise than its terms on the chain, by which every sale is paid.",
      ]);
    });
  }

  it("is reported where it promises what the chain does not pay, or is no plan", () => {
    const [gap] = notesOf(withTeam({ base: "price" }));
    expect(gap).to.match(
      /^The document published with plan 1 has parts that the chain does not pay: \$\.bonuses\[1\]\.base/,
    );
    const [broken] = notesOf('{"upline":1,"bonuses":"<script>"}');
    expect(broken).to.match(/^The document published with plan 1 is no plan that can be read: /);
    expect(broken?.length).to.be.below(420);
  });
});
