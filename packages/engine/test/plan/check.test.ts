import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, PlanInvalid, readPlan } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

type Json = Record<string, unknown>;

/** A plan that is right, to be broken in one place. */
const right = (): Json => ({
  upline: 1,
  name: "Test",
  currency: { code: "USD", decimals: 2 },
  cap: 5000,
  activity: { customerVolume: 100 },
  ranks: [{ name: "Member" }, { name: "Silver", requires: { groupVolume: { atLeast: 1000, legCap: 6000 } } }],
  bonuses: [
    { id: "team", family: "unilevel", levels: [{ rate: 500 }, { rate: 300, rank: "Silver" }] },
    {
      id: "stairs",
      family: "differential",
      per: "period",
      tiers: [
        { from: 100, rate: 300 },
        { from: 200, rate: 600 },
      ],
    },
  ],
  caps: [{ kind: "company", rate: 4000 }],
});

/** A copy in which a value is put at a path, or taken away if it is undefined. */
function broken(path: string, value: unknown): Json {
  const plan = right();
  const keys = path.split(".");
  const last = keys.pop() as string;
  let at: Json = plan;
  for (const key of keys) at = at[key] as Json;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return plan;
}

/** A rank that asks for three legs in which somebody has a rank. */
const legsOf = (name: string, rank: string) => ({
  name,
  requires: { active: false, legs: [{ count: 3, rank }] },
});

const unilevel = (more: object) => ({ id: "x", family: "unilevel", levels: [{ rate: 1 }], ...more });

/** What is put where, and what is said about which place. */
const BROKEN: readonly (readonly [string, unknown, string, string])[] = [
  ["upline", 2, "$.upline", "is 2; expected 1"],
  ["name", undefined, "$", 'lacks "name": What the plan is called.'],
  ["name", "", "$.name", 'is ""; expected text of 1 to 200 characters, none of which controls a terminal'],
  [
    "name",
    "n".repeat(201),
    "$.name",
    `is "${"n".repeat(59)}…; expected text of 1 to 200 characters, none of which controls a terminal`,
  ],
  [
    "name",
    "\u001b[2J",
    "$.name",
    'is "\\u001b[2J"; expected text of 1 to 200 characters, none of which controls a terminal',
  ],
  ["name", 5n, "$.name", "is 5; expected text of 1 to 200 characters, none of which controls a terminal"],
  [
    "name",
    () => "Test",
    "$.name",
    "is function; expected text of 1 to 200 characters, none of which controls a terminal",
  ],
  ["nmae", "x", "$.nmae", 'is not known here; did you mean "name"?'],
  ["the name", "x", '$["the name"]', "is not known here; expected only upline, name"],
  [
    "colour",
    "red",
    "$.colour",
    "is not known here; expected only upline, name, about, currency, period, rounding, cap, personalSalesPay, activity, ranks, bonuses, caps, $schema",
  ],
  ["currency", "USD", "$.currency", 'is "USD"; expected an object with code, decimals'],
  ["currency.decimals", 2.5, "$.currency.decimals", "is 2.5; expected a whole number from 0 to 18"],
  ["currency.decimals", 19, "$.currency.decimals", "is 19; expected a whole number from 0 to 18"],
  ["period", { unit: "year", count: 1 }, "$.period.unit", 'is "year"; expected one of "day", "week", "month"'],
  ["rounding", { unit: "0" }, "$.rounding.unit", 'is "0"; expected more than 0'],
  ["rounding", { mode: "up" }, "$.rounding.mode", 'is "up"; expected one of "down", "half-up"'],
  [
    "cap",
    300,
    "$.cap",
    "is 300, but the bonuses of one sale can pay 1400 basis points together; expected lower rates, or a cap of at least 1400",
  ],
  ["cap", "35 %", "$.cap", 'is "35 %"; expected a rate in basis points (100 is 1 %), a whole number from 0 to 10000'],
  ["personalSalesPay", "no", "$.personalSalesPay", 'is "no"; expected true or false'],
  ["activity", {}, "$.activity", "has no rule; expected ownVolume or customerVolume, or no activity at all"],
  [
    "activity.customerVolume",
    -1,
    "$.activity.customerVolume",
    'is -1; expected an amount of 0 or more, like 100 or "99.50" (with a fraction: in quotes)',
  ],
  [
    "activity.customerVolume",
    99.5,
    "$.activity.customerVolume",
    'is 99.5; expected an amount of 0 or more, like 100 or "99.50" (with a fraction: in quotes)',
  ],
  [
    "activity.customerVolume",
    "99.505",
    "$.activity.customerVolume",
    'is "99.505"; expected at most 2 decimals, which is what the currency has',
  ],
  ["ranks", {}, "$.ranks", "is {}; expected a list, in [ ]"],
  [
    "ranks.0.requires",
    { ownVolume: 1 },
    "$.ranks[0].requires",
    "is on the first rank, which is everybody's; expected none",
  ],
  [
    "ranks.2",
    { name: "Gold" },
    "$.ranks[2]",
    'lacks "requires"; expected one on every rank after the first, or on none',
  ],
  [
    "ranks.1.name",
    "Member",
    "$.ranks[1].name",
    'is "Member"; expected a name of its own, as $.ranks[0].name has this one',
  ],
  [
    "ranks.1.requires.legs",
    [{ count: 2 }],
    "$.ranks[1].requires.legs[0]",
    'has neither "volume" nor "rank"; to count people, use "sponsored"',
  ],
  [
    "ranks.1.requires.legs",
    [
      { count: 1, rank: "Member" },
      { count: 1, rank: "Member", tree: "placement" },
    ],
    "$.ranks[1].requires.legs[1].tree",
    'is "placement"; expected "sponsor": ranks of legs are counted in one tree',
  ],
  [
    "ranks.1.requires",
    {
      legs: [{ count: 1, rank: "Member" }],
      groupVolume: { atLeast: 100, withoutRank: "Member", tree: "placement" },
    },
    "$.ranks[1].requires.groupVolume.tree",
    'is "placement"; expected "sponsor": ranks of legs are counted in one tree',
  ],
  [
    "ranks.1.requires.groupVolume",
    { atLeast: 100, withoutRank: "Member", depth: 2 },
    "$.ranks[1].requires.groupVolume.withoutRank",
    'is "Member"; expected a whole group: neither "depth" nor "legCap" beside it',
  ],
  [
    "ranks.1.requires.groupVolume",
    1000,
    "$.ranks[1].requires.groupVolume",
    "is 1000; expected an object with atLeast, depth, legCap, withoutRank, tree",
  ],
  ["bonuses", [], "$.bonuses", "has 0 items; expected 1 to 100"],
  ["bonuses.0.family", "unilevle", "$.bonuses[0].family", 'did you mean "unilevel"?'],
  [
    "bonuses.0.id",
    "my team",
    "$.bonuses[0].id",
    'is "my team"; expected a name of letters, digits, "-" and "_", at most 40, the first a letter',
  ],
  ["bonuses.1.id", "team", "$.bonuses[1].id", 'is "team"; expected a name of its own, as $.bonuses[0].id has this one'],
  [
    "bonuses.0.levels",
    undefined,
    "$.bonuses[0]",
    'lacks "levels": Level 1 is the seller\'s sponsor, level 2 his sponsor, and so on.',
  ],
  [
    "bonuses.0.levels.0.rate",
    12_000,
    "$.bonuses[0].levels[0].rate",
    "is 12000; expected a rate in basis points (100 is 1 %), a whole number from 0 to 10000",
  ],
  [
    "bonuses.0.levels.1.rank",
    "Sliver",
    "$.bonuses[0].levels[1].rank",
    'is "Sliver"; expected a rank of the plan: did you mean "Silver"?',
  ],
  [
    "bonuses.0.compression",
    "dynmic",
    "$.bonuses[0].compression",
    'is "dynmic"; expected one of "none", "standard", "dynamic"',
  ],
  ["bonuses.0.walk", 0, "$.bonuses[0].walk", "is 0; expected a whole number from 1 to 10000"],
  [
    "bonuses.0.base",
    "price",
    "$.bonuses[0].base",
    "has no bound in the wholesale price, and the plan has a cap of that; expected cv or wholesale",
  ],
  [
    "bonuses.1.ranks",
    [{ rank: "Member", rate: 100 }],
    "$.bonuses[1]",
    'has both "ranks" and "tiers"; expected one of them',
  ],
  ["bonuses.1.tiers", undefined, "$.bonuses[1]", 'has neither "ranks" nor "tiers"; expected one of them'],
  [
    "bonuses.1",
    {
      id: "stairs",
      family: "differential",
      ranks: [
        { rank: "Silver", rate: 1 },
        { rank: "Member", rate: 2 },
      ],
    },
    "$.bonuses[1].ranks[1].rank",
    'is "Member"; expected a rank above "Silver", as ranks rise',
  ],
  ["bonuses.1.tiers.1.from", 100, "$.bonuses[1].tiers[1].from", 'is "100"; expected more than 100, as tiers rise'],
  [
    "bonuses.2",
    { id: "m", family: "matching", bonuses: ["m"], levels: [{ rate: 1 }] },
    "$.bonuses[2].bonuses[0]",
    'is "m"; expected',
  ],
  [
    "bonuses.2",
    { id: "m", family: "matching", bonuses: ["taem"], levels: [{ rate: 1 }] },
    "$.bonuses[2].bonuses[0]",
    'is "taem"; expected a bonus of the plan: did you mean "team"?',
  ],
  [
    "bonuses.2",
    { id: "a", family: "affiliate", base: "cv", tiers: [100] },
    "$.bonuses[2]",
    'lacks "of": What the rates after the first are of',
  ],
  ["caps.0.kind", "programme", "$.caps[0].kind", 'is "programme"; expected one of '],
  [
    "caps.1",
    { kind: "person", most: 10, bonuses: ["nobody"] },
    "$.caps[1].bonuses[0]",
    'is "nobody"; expected a bonus of the plan: team, stairs',
  ],
  [
    "caps.1",
    { kind: "person", most: 10, bonuses: ["team", "team"] },
    "$.caps[1].bonuses[1]",
    'is "team"; expected each bonus once',
  ],
  [
    "bonuses.1",
    { id: "own", family: "personal", mode: "marginal", by: "groupVolume", tiers: [{ from: 1, rate: 1 }] },
    "$.bonuses[1].mode",
    'is "marginal"; expected retroactive, unless there are tiers of "ownVolume"',
  ],
  [
    "bonuses.1",
    { id: "own", family: "personal" },
    "$.bonuses[1]",
    'has neither "ranks" nor "tiers"; expected one of them',
  ],
];

/** Plans that could be computed and must not be paid. */
const REFUSED: readonly (readonly [string, unknown, string, string])[] = [
  [
    "bonuses.0",
    unilevel({ base: "enrolment" }),
    "$.bonuses[0].base",
    "pays on enrolments; expected a base of products: cv, price or wholesale",
  ],
  [
    "bonuses.0",
    unilevel({ base: "fee" }),
    "$.bonuses[0].base",
    "pays on fees; expected a base of products: cv, price or wholesale",
  ],
  [
    "bonuses.0",
    unilevel({ base: "starterKit" }),
    "$.bonuses[0].base",
    "pays on starter kits; expected a base of products: cv, price or wholesale",
  ],
  [
    "ranks.1.requires",
    { sponsored: { count: 3 } },
    "$.ranks[1].requires",
    "counts recruits alone; expected a volume as well: ownVolume, customerVolume or groupVolume",
  ],
  [
    "activity",
    { purchases: 100 },
    "$.activity.purchases",
    'makes a purchase the condition of being paid, without retail sales; expected "customerVolume" beside it, or none',
  ],
  [
    "ranks.1.requires",
    { purchases: 100, groupVolume: { atLeast: 1 } },
    "$.ranks[1].requires.purchases",
    'makes a purchase the condition of being paid, without retail sales; expected "customerVolume" beside it, or none',
  ],
  [
    "activity",
    { purchases: 100, customerVolume: 0 },
    "$.activity.purchases",
    'makes a purchase the condition of being paid, without retail sales; expected "customerVolume" beside it, or none',
  ],
  [
    "ranks.1.requires",
    { sponsored: { count: 3 }, groupVolume: { atLeast: 0 } },
    "$.ranks[1].requires",
    "counts recruits alone; expected a volume as well: ownVolume, customerVolume or groupVolume",
  ],
  [
    "ranks.1.requires",
    { legs: [{ count: 3, rank: "Member" }] },
    "$.ranks[1].requires",
    "counts recruits alone; expected a volume as well: ownVolume, customerVolume or groupVolume",
  ],
  // A rank that asks for nothing, or for ranks that ask for nothing, is not the first and says no more.
  [
    "ranks",
    [{ name: "Member" }, { name: "Star", requires: { active: false } }, legsOf("Silver", "Star")],
    "$.ranks[2].requires",
    "counts recruits alone; expected a volume as well: ownVolume, customerVolume or groupVolume",
  ],
  [
    "ranks",
    [{ name: "Member" }, legsOf("Silver", "Silver")],
    "$.ranks[1].requires",
    "counts recruits alone; expected a volume as well: ownVolume, customerVolume or groupVolume",
  ],
  // Board 2x2, six filled positions for 75, funded by joining fees:
  // https://asmimiejauligig101.wixsite.com/rapidsponsoring/single-post/2015/08/25/how-do-mlm-board-planmatrix-cycle-plan-binary-plan-works
  [
    "bonuses.0",
    { id: "board", family: "board", places: 6, amount: 75 },
    "$.bonuses[0].family",
    "pays for people who fill a board; expected a bonus on sales of products, like unilevel or differential",
  ],
  [
    "bonuses.0",
    { id: "line", family: "monoline", depth: 100, amount: 1 },
    "$.bonuses[0].family",
    "pays for people who come later into one line; expected a bonus on sales of products, like unilevel or differential",
  ],
];

describe("checking a plan", () => {
  it("finds nothing wrong with a plan that is right", () => {
    expect(checkPlan(right()).issues).to.deep.equal([]);
  });

  for (const [where, value, path, message] of BROKEN) {
    it(`says of ${path} that it ${message}`, () => {
      const { plan, issues } = checkPlan(broken(where, value));
      expect(plan).to.equal(undefined);
      const found = issues.filter(({ severity }) => severity === "invalid");
      expect(found.map((issue) => issue.path)).to.include(path);
      expect(found.find((issue) => issue.path === path)?.message).to.include(message);
    });
  }

  for (const [where, value, path, message] of REFUSED) {
    it(`refuses ${path}, which ${message}`, () => {
      const plan = broken(where, value);
      delete plan["cap"];
      const { plan: refused, issues } = checkPlan(plan);
      expect(refused).to.equal(undefined);
      expect(issues.filter(({ severity }) => severity === "refused")).to.deep.equal([
        { path, severity: "refused", message },
      ]);
      const analysed = checkPlan(plan, { analyse: true });
      expect(analysed.plan?.refused).to.equal(true);
      expect(analysed.issues).to.deep.equal(issues);
    });
  }

  it("says everything that is wrong, not only the first thing, in one error", () => {
    const plan = { ...right(), name: 5, cap: -1 };
    expect(() => readPlan(plan)).to.throw(
      PlanInvalid,
      "$.name is 5; expected text of 1 to 200 characters, none of which controls a terminal\n$.cap is -1; expected a rate in basis points (100 is 1 %), a whole number from 0 to 10000",
    );
    expect(checkPlan("plan").issues.map(({ path }) => path)).to.deep.equal(["$"]);
  });

  // http://wtksoftware.com/clients/index.php?rp=/knowledgebase/37/Grouped-Plan-Commission-Calculation.html : members of two
  // plans, with fees of 50 and 100; D pays 50, of which B gets 2.50 and A 2.00. The base is a fee for being a member.
  it("refuses the lower-of-two-plans rule of WTK, and finds its first example in the analysis", () => {
    const plan = {
      upline: 1,
      name: "P1",
      currency: { code: "USD", decimals: 2 },
      bonuses: [{ id: "p1", family: "unilevel", base: "fee", levels: [{ rate: 500 }, { rate: 400 }] }],
    };
    expect(() => readPlan(plan)).to.throw(PlanInvalid, "$.bonuses[0].base pays on fees");
    const { earned, result } = compute({
      plan,
      network: chain("A", "B", "D"),
      sales: [{ seller: "D", cv: 0, price: 50_00, subject: "fee" }],
      analyse: true,
    });
    expect([earned("B"), earned("A"), result.plan.refused]).to.deep.equal([2_50n, 2_00n, true]);
  });

  it("analyses nothing that cannot be computed", () => {
    expect(checkPlan({ ...right(), name: 5 }, { analyse: true }).plan).to.equal(undefined);
    expect(() => readPlan(broken("activity", { purchases: 1 }))).to.throw(PlanInvalid, "$.activity.purchases");
    expect(readPlan(broken("activity", { purchases: 1 }), { analyse: true }).refused).to.equal(true);
  });

  it("accepts purchases as a condition beside retail sales, and people beside volume", () => {
    expect(checkPlan(broken("activity", { purchases: 100, customerVolume: 200 })).issues).to.deep.equal([]);
    const requires = { sponsored: { count: 3 }, ownVolume: 100 };
    expect(checkPlan(broken("ranks.1.requires", requires)).issues).to.deep.equal([]);
    const legs = [{ count: 2, volume: 100, tree: "placement" }];
    expect(checkPlan(broken("ranks.1.requires", { legs })).issues).to.deep.equal([]);
    // Only legs that ask for a rank say in which tree ranks are counted.
    const ranked = { legs: [...legs, { count: 1, rank: "Member" }] };
    expect(checkPlan(broken("ranks.1.requires", ranked)).issues).to.deep.equal([]);
  });

  it("says where there is nothing that could be named", () => {
    const messages = (bonus: object) =>
      checkPlan(planOf([bonus])).issues.map(({ path, message }) => `${path} ${message}`);
    expect(messages(unilevel({ levels: [{ rate: 1, rank: "Silver" }] }))).to.deep.equal([
      '$.bonuses[0].levels[0].rank is "Silver"; expected a rank of the plan: the plan has no rank',
    ]);
  });

  it("accepts ranks of legs that ask for sales themselves, by activity or by legs of theirs", () => {
    const ladder = (requires: object) => [
      { name: "Member" },
      { name: "Star", requires },
      legsOf("Silver", "Star"),
      legsOf("Gold", "Silver"),
    ];
    for (const requires of [{}, { active: false, customers: 1 }, { active: false, legs: [{ count: 1, volume: 5 }] }]) {
      expect(checkPlan(broken("ranks", ladder(requires))).plan).not.to.equal(undefined);
    }
    const { issues } = checkPlan({ ...right(), activity: undefined, ranks: ladder({}) });
    expect(issues.filter(({ severity }) => severity === "refused").map(({ path }) => path)).to.deep.equal([
      "$.ranks[2].requires",
      "$.ranks[3].requires",
    ]);
  });

  describe("of activity and ranks that own purchases are enough for", () => {
    const message =
      'counts own purchases, so that they alone are enough; to ask for retail sales, put "customerVolume" beside it or in its place';
    const warned = (activity: object | undefined, requires: object) => {
      const plan = { ...right(), activity, ranks: [{ name: "Member" }, { name: "Silver", requires }] };
      const { plan: usable, issues } = checkPlan(plan);
      expect(usable).not.to.equal(undefined);
      for (const issue of issues) expect(issue).to.include({ severity: "warning", message });
      return issues.map(({ path }) => path);
    };
    const [active, retail] = [{ ownVolume: 50 }, { customerVolume: 50 }];

    it("warns, naming the volume that counts them", () => {
      expect(warned(active, retail)).to.deep.equal(["$.activity.ownVolume"]);
      expect(warned({ ownVolume: 50, customerVolume: 0, in: "previous" }, retail)).to.deep.equal([
        "$.activity.ownVolume",
      ]);
      const [own, group] = ["$.ranks[1].requires.ownVolume", "$.ranks[1].requires.groupVolume"];
      expect(warned(undefined, { ownVolume: 50 })).to.deep.equal([own]);
      expect(warned(undefined, { groupVolume: { atLeast: 50, legCap: 5000 } })).to.deep.equal([group]);
      expect(warned(undefined, { ownVolume: 50, groupVolume: { atLeast: 500 } })).to.deep.equal([own]);
      expect(warned(retail, { ownVolume: 50, active: false })).to.deep.equal([own]);
      expect(warned(active, { groupVolume: { atLeast: 500 } })).to.deep.equal(["$.activity.ownVolume", group]);
    });

    it("does not where retail sales or others are needed, or nothing is", () => {
      expect(warned({ ownVolume: 50, customerVolume: 1 }, retail)).to.deep.equal([]);
      expect(warned(retail, { ownVolume: 50 })).to.deep.equal([]);
      expect(warned({ ownVolume: 0 }, retail)).to.deep.equal([]);
      for (const more of [{ customers: 1 }, retail, { legs: [{ count: 1, volume: 5 }] }, { sponsored: { count: 1 } }]) {
        expect(warned(undefined, { ownVolume: 50, ...more })).to.deep.equal([]);
      }
    });
  });

  it("warns of lines that are rounded up where the plan has a cap", () => {
    const rounding = { mode: "half-up" };
    const { issues, plan } = checkPlan({ ...right(), rounding });
    expect(plan?.rounding.mode).to.equal("half-up");
    expect(issues).to.deep.equal([
      {
        path: "$.rounding.mode",
        severity: "warning",
        message:
          'rounds lines up, by half a unit at most each, and a sale may pay so much above the cap; "down" never does',
      },
    ]);
    expect(checkPlan({ ...right(), rounding, cap: undefined }).issues).to.deep.equal([]);
    expect(checkPlan({ ...right(), rounding: { mode: "down" } }).issues).to.deep.equal([]);
  });

  it("warns where own purchases pay commissions", () => {
    const { issues, plan } = checkPlan({ ...right(), personalSalesPay: true });
    expect(plan?.document.personalSalesPay).to.equal(true);
    expect(issues).to.deep.equal([
      {
        path: "$.personalSalesPay",
        severity: "warning",
        message:
          "pays on what distributors buy themselves, so that people earn by those who join and only buy; left out, it does not",
      },
    ]);
    expect(checkPlan({ ...right(), personalSalesPay: false }).issues).to.deep.equal([]);
  });

  it("asks for a company cap where nothing bounds a bonus", () => {
    const plan = broken("bonuses.2", { id: "steps", family: "advancement", steps: [{ rank: "Silver", amount: 500 }] });
    expect(checkPlan(plan).issues).to.deep.equal([]);
    const company = (...bonuses: string[]) => ({ ...plan, caps: [{ kind: "company", rate: 4000, bonuses }] });
    expect(checkPlan(company("team", "steps")).issues).to.deep.equal([]);
    const { issues, plan: usable } = checkPlan({ ...plan, caps: [] });
    expect(usable).not.to.equal(undefined);
    expect(checkPlan(company("team")).issues, "a cap of other bonuses").to.deep.equal(issues);
    expect(issues).to.deep.equal([
      {
        path: "$.bonuses[2]",
        severity: "warning",
        message: 'can pay more than any share of the sales; add a cap of the kind "company", which lowers all pro rata',
      },
    ]);
  });
});
