import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { coloursFor } from "../../../packages/cli/src/terminal/style.ts";
import { readPlan } from "../../../packages/engine/src/index.ts";
import type { Accounts } from "../../../scripts/local/report/accounts.ts";
import { MoneyMismatch } from "../../../scripts/local/report/sums.ts";
import { ExportImpossible, prepareExport, writeExport } from "../../../scripts/second-opinion/export.ts";
import { Facts } from "../../../scripts/second-opinion/facts.ts";
import { partsOf } from "../../../scripts/second-opinion/parts.ts";
import { planDocument } from "../../../scripts/second-opinion/plan-document.ts";
import { type SecondOpinion, secondOpinion } from "../../../scripts/second-opinion/second-opinion.ts";
import { renderSecondOpinion } from "../../../scripts/second-opinion/section.ts";
import { Standings } from "../../../scripts/second-opinion/standings.ts";
import { PLAN, type Told, told } from "../../helpers/told.ts";

// What the engine is given of a history, and what it notices
// - a plan as a document; who is active and of which rank, by the definitions
// - sales divided where plan, ranks or activity change, and only there
// - any amount that differs by one unit is refused, with person, sale and both amounts
// - the export: whole or not at all, in a folder of its own

const UNIT = { symbol: "tUSD", decimals: 2 };

/** Company, 2, 3 and 4, each the sponsor of the next, all of the first period. */
const LINE: Told["people"] = [
  [1n, 20n],
  [2n, 20n],
  [3n, 20n],
];

describe("planDocument", () => {
  it("says what the plan pays, of every rank that there may be, and leaves activity to the rows", () => {
    const document = planDocument({ ...PLAN, threshold: 150n }, { name: "Some plan", unit: UNIT, cap: 3_500n });
    expect(document).to.deep.equal({
      upline: 1,
      name: "Some plan",
      currency: { code: "tUSD", decimals: 2 },
      cap: 3_500,
      bonuses: [
        { family: "retail", id: "retail" },
        {
          family: "unilevel",
          id: "levels",
          levels: [{ rate: 500 }, { rank: "rank 1", rate: 200 }],
          own: { rate: 1_000 },
          walk: 8,
        },
      ],
      ranks: Array.from({ length: 16 }, (_, rank) => ({ name: `rank ${rank}` })),
    });
    expect(readPlan(document).document.bonuses[1]).to.deep.include({ family: "unilevel", compression: "none" });
  });
});

describe("Standings", () => {
  const plan = { ...PLAN, threshold: 150n };

  function standings(story: Told, threshold = 150n): (id: bigint, period: bigint) => string {
    const history = told({ plans: [plan], people: LINE, ...story });
    const facts = new Facts(history);
    const found = new Standings(history, facts);
    return (id, period) => {
      const { rank, active } = found.of(facts.members.get(id)!, period, { ...plan, threshold });
      return `${active ? "active" : "inactive"}, rank ${rank}`;
    };
  }

  it("[ACT-1] are active in the period of their enrolment, and always with threshold 0", () => {
    const at = standings({ sales: [] });
    expect([at(2n, 0n), at(2n, 1n)]).to.deep.equal(["active, rank 0", "inactive, rank 0"]);
    expect(standings({ sales: [] }, 0n)(2n, 5n)).to.equal("active, rank 0");
  });

  it("[ACT-2] count retail volume when it is settled, for the next period alone", () => {
    const at = standings({
      sales: [
        { name: "a", seller: 2n, time: 90n, ended: 110n },
        { name: "b", seller: 2n, time: 95n, ended: 120n },
        { name: "c", seller: 3n, time: 90n, ended: 95n },
        { name: "d", seller: 3n, time: 90n, ended: 110n },
      ],
    });
    expect([1n, 2n, 3n].map((period) => at(2n, period))).to.deep.equal([
      "inactive, rank 0",
      "active, rank 0",
      "inactive, rank 0",
    ]);
    // Of his two sales one was settled in each period, which is too little in both.
    expect([1n, 2n].map((period) => at(3n, period))).to.deep.equal(["inactive, rank 0", "inactive, rank 0"]);
  });

  it("[ACT-2] count no other kind, no refund, and nothing in escrow", () => {
    const sale = { seller: 2n, time: 20n, ended: 30n, quantity: 5n };
    const at = standings({
      sales: [
        { ...sale, name: "a", kind: "personal" },
        { ...sale, name: "b", kind: "recorded" },
        { ...sale, name: "c", kind: "distributor" },
        { ...sale, name: "d", refunded: true },
        { ...sale, name: "e", ended: undefined },
      ],
    });
    expect(at(2n, 1n)).to.equal("inactive, rank 0");
  });

  it("[ACT-2] hold against the threshold of the sale's own plan", () => {
    const sales = [{ name: "a", seller: 2n, time: 20n, ended: 30n, plan: 2n }];
    const at = standings({ plans: [plan, { ...plan, threshold: 100n }], sales });
    expect(at(2n, 1n)).to.equal("active, rank 0");
  });

  it("[RANK-1] [IMPORT-2] have a rank from the next period on, or from the import", () => {
    const ranks = [
      [50n, 3n, 2n],
      [60n, 3n, 4n],
      [150n, 3n, 1n],
    ] as const;
    const at = standings({ imported: 1, ranks, sales: [] });
    expect([0n, 1n, 2n].map((period) => at(3n, period))).to.deep.equal([
      "active, rank 0",
      "inactive, rank 4",
      "inactive, rank 1",
    ]);
    // Enrolled when the programme opened.
    expect([at(2n, 0n), at(2n, 1n)]).to.deep.equal(["active, rank 1", "inactive, rank 1"]);
  });
});

describe("partsOf", () => {
  const sale = { seller: 2n, ended: 990n };
  const parts = (story: Told) =>
    partsOf(told({ people: LINE, ...story }), "Some company", UNIT).map(({ period, version, sales, network }) => ({
      at: `period ${period}, plan ${version}`,
      sales: sales.map(({ id }) => id).join(),
      people: network.length,
    }));

  it("keep together what the same plan, ranks and activity hold for, though people join", () => {
    const sales = [20n, 120n, 220n].map((time, i) => ({ ...sale, name: `${i + 1}`, time }));
    const people: Told["people"] = [...LINE, [2n, 150n], [2n, 900n]];
    expect(parts({ people, sales })).to.deep.equal([{ at: "period 0, plan 1", sales: "1,2,3", people: 4 }]);
  });

  it("leave out what is in escrow and what was refunded", () => {
    const sales = [
      { ...sale, name: "1", time: 20n, ended: undefined },
      { ...sale, name: "2", time: 20n, refunded: true },
      { ...sale, name: "3", time: 30n },
    ];
    expect(parts({ sales })).to.deep.equal([{ at: "period 0, plan 1", sales: "3", people: 3 }]);
  });

  it("begin anew with another plan, another rank, and other activity", () => {
    const sales = [20n, 30n, 120n, 220n, 230n].map((time, i) => ({ ...sale, name: `${i + 1}`, time }));
    const second = { ...PLAN, threshold: 150n };
    const changed = sales.map((one, i) => ({ ...one, plan: i < 3 ? 1n : 2n }));
    expect(parts({ plans: [PLAN, second], ranks: [[50n, 4n, 1n]], sales: changed })).to.deep.equal([
      { at: "period 0, plan 1", sales: "1,2", people: 3 },
      { at: "period 1, plan 1", sales: "3", people: 3 },
      { at: "period 2, plan 2", sales: "4,5", people: 3 },
    ]);
    const active = changed.map((one) => ({ ...one, plan: 2n }));
    expect(parts({ plans: [PLAN, second], sales: active }).map(({ at }) => at)).to.deep.equal([
      "period 0, plan 2",
      "period 1, plan 2",
    ]);
  });
});

/** Distributor 4 sells twice: 50 is his profit, 10 % of 100 his level, and 5 % that of 3; 2 has no rank for his level. */
const STORY: Told = {
  people: LINE,
  sales: [
    { name: "first", seller: 4n, time: 20n, ended: 30n, credits: pay(60n, 5n) },
    { name: "second", seller: 4n, time: 25n, ended: 30n, quantity: 2n, credits: pay(120n, 10n) },
  ],
};
const ACCOUNTS = accounts({ 1: 385n, 4: 100n }, { 1: 20n, 3: 15n, 4: 80n });

function pay(own: bigint, above: bigint): readonly (readonly [bigint, bigint])[] {
  return [
    [4n, own],
    [3n, above],
  ];
}

function accounts(paidOut: Record<number, bigint>, balances: Record<number, bigint>): Accounts {
  const byId = (amounts: Record<number, bigint>) =>
    new Map(Object.entries(amounts).map(([id, amount]) => [BigInt(id), amount]));
  return { paidOut: byId(paidOut), balances: byId(balances) };
}

function opinionOn(story: Told = STORY, found: Accounts = ACCOUNTS): SecondOpinion {
  return secondOpinion(told(story), "Some company", UNIT, found);
}

describe("secondOpinion", () => {
  it("counts what it compared", () => {
    const { sales, amounts, people, parts } = opinionOn();
    expect({ sales, amounts, people, parts: parts.length }).to.deep.equal({
      sales: 2,
      amounts: 4,
      people: 3,
      parts: 1,
    });
  });

  /** The story with other credits of its second sale. */
  function paying(...credits: readonly (readonly [bigint, bigint])[]): Told {
    return { ...STORY, sales: STORY.sales.map((one) => (one.name === "second" ? { ...one, credits } : one)) };
  }

  it("refuses a sale that pays one unit more or less, somebody else, or nobody, with both amounts", () => {
    const computed = "what the engine computes for distributor";
    const wrong: readonly (readonly [Told, string])[] = [
      [paying([4n, 120n], [3n, 11n]), `${computed} 3 of sale second: 10 token units, expected 11`],
      [paying([4n, 119n], [3n, 10n]), `${computed} 4 of sale second: 120 token units, expected 119`],
      [paying([4n, 120n], [2n, 10n]), `${computed} 2 of sale second: 0 token units, expected 10`],
      [paying([4n, 120n]), `${computed} 3 of sale second: 10 token units, expected 0`],
      [paying([4n, 120n], [3n, 10n], [2n, 4n]), `${computed} 2 of sale second: 0 token units, expected 4`],
    ];
    for (const [story, message] of wrong) expect(() => opinionOn(story), message).to.throw(MoneyMismatch, message);
  });

  it("refuses what was paid out or is owed by one unit more or less", () => {
    const wrong: readonly (readonly [Accounts, string])[] = [
      [accounts({ 1: 385n, 4: 101n }, { 1: 20n, 3: 15n, 4: 80n }), "for distributor 4: 180 token units, expected 181"],
      [accounts({ 1: 385n, 4: 100n }, { 1: 20n, 3: 14n, 4: 80n }), "for distributor 3: 15 token units, expected 14"],
      [
        accounts({ 1: 385n, 4: 100n }, { 1: 20n, 2: 1n, 3: 15n, 4: 80n }),
        "for distributor 2: 0 token units, expected 1",
      ],
      [accounts({ 1: 384n, 4: 100n }, { 1: 20n, 3: 15n, 4: 80n }), "for the company: 405 token units, expected 404"],
    ];
    for (const [found, message] of wrong) {
      expect(() => opinionOn(STORY, found), message).to.throw(MoneyMismatch, message);
    }
  });
});

describe("an export", () => {
  let folder: string;
  const file = (name: string) => readFileSync(join(folder, name), "utf8");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "export-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("has plan, people with their names, and sales with amounts as people write them", () => {
    const { parts } = opinionOn();
    writeExport(folder, parts, UNIT, new Map([[2, "Ann, the first"]]));
    expect(readdirSync(folder).sort()).to.deep.equal(["network.csv", "plan.json", "sales.csv"]);
    expect(JSON.parse(file("plan.json"))).to.deep.equal(parts[0]!.document);
    expect(file("network.csv").split("\n").slice(0, 3)).to.deep.equal([
      "id,sponsor,enrolled,rank,active,name",
      '2,company,1970-01-01T00:00:20Z,0,yes,"Ann, the first"',
      "3,2,1970-01-01T00:00:20Z,0,yes,",
    ]);
    expect(file("sales.csv").split("\n")).to.deep.equal([
      "id,seller,buyer,kind,price,wholesale,cv,time",
      `first,4,0x${"0".repeat(40)},retail,2.00,1.50,1.00,1970-01-01T00:00:20Z`,
      `second,4,0x${"0".repeat(40)},retail,4.00,3.00,2.00,1970-01-01T00:00:25Z`,
      "",
    ]);
  });

  it("has a folder for each part where there are several, and no column that nobody fills", () => {
    const [part] = opinionOn().parts;
    const parts = [part!, { ...part!, period: 12n, version: 2n }];
    writeExport(folder, parts, UNIT, new Map());
    expect(readdirSync(folder).sort()).to.deep.equal(["period-000-plan-1", "period-012-plan-2"]);
    expect(file("period-012-plan-2/network.csv")).to.match(/^id,sponsor,enrolled,rank,active\n/);
  });

  it("makes its folder, and refuses one that has something in it or cannot be made", () => {
    const made = join(folder, "a", "b");
    prepareExport(made);
    prepareExport(made);
    expect(existsSync(made)).to.equal(true);
    expect(() => prepareExport(folder)).to.throw(
      ExportImpossible,
      `cannot export to ${folder}: it is not empty: it has a`,
    );
    writeFileSync(join(folder, "file"), "");
    expect(() => prepareExport(join(folder, "file", "c"))).to.throw(ExportImpossible, "ENOTDIR");
  });

  it("leaves nothing behind where a file cannot be written", () => {
    const { parts } = opinionOn();
    prepareExport(join(folder, "sales.csv"));
    expect(() => writeExport(folder, parts, UNIT, new Map())).to.throw(ExportImpossible, "a folder has this name");
    expect(readdirSync(folder)).to.deep.equal(["sales.csv"]);
  });
});

describe("renderSecondOpinion", () => {
  const setting = { colours: coloursFor({} as NodeJS.WriteStream), width: 100 };

  it("says what was compared, and how to repeat it", () => {
    const text = renderSecondOpinion(opinionOn(), { command: "npm start --", exported: undefined }, setting);
    expect(text.split("\n")).to.deep.equal([
      "Second opinion",
      "  ✓ The engine, which shares no code with the contracts, agrees to the unit: 2 sales, 4 amounts, 3",
      "    people",
      "  To repeat it from plain files:",
      "    npm start -- --once --export export",
      "    npx upline plan calculate --plan export/plan.json --network export/network.csv \\",
      "      --sales export/sales.csv",
    ]);
  });

  it("names the folder that was exported to, and the first of several parts", () => {
    const { parts, ...opinion } = opinionOn();
    const many = { ...opinion, parts: [...parts, ...parts] };
    const text = renderSecondOpinion(many, { command: "npm start --", exported: "/data/all of it" }, setting);
    expect(text)
      .to.include("--network '/data/all of it/period-000-plan-1/network.csv' \\\n")
      .and.not.to.include("npm start");
    expect(text).to.include(
      "Each of the 2 folders in it has the sales of a time in which plan, ranks and activity were",
    );
  });
});
