import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect } from "chai";
import {
  calculate,
  checkPlan,
  type DistributorRow,
  type LineBatch,
  Network,
  type SaleRow,
  Sales,
  toUnits,
} from "../../engine/src/index.ts";
import { examplesOf } from "./helpers/readme.ts";
import { ROOT, upline } from "./helpers/upline.ts";

const folder = `${ROOT}examples/plans/`;
const read = (file: string) => readFileSync(`${folder}${file}`, "utf8");
const names = globSync(`${folder}*.json`)
  .map((file) => basename(file, ".json"))
  .sort();
const overview = read("README.md");

/** The example that a page works out by hand. */
interface Worked {
  readonly network: readonly DistributorRow[];
  readonly sales: readonly SaleRow[];
  /** By person and bonus, in dollars; what is not named may be anything. */
  readonly pays: readonly (readonly [who: string, bonus: string, amount: string])[];
  /** Only lines that come from this sale. */
  readonly of?: string;
  /** Paid in goods. */
  readonly goods?: string;
}

const line = (...ids: readonly string[]): DistributorRow[] => ids.map((id, at) => ({ id, sponsor: ids[at - 1] }));
const sale = (seller: string, dollars: number, more: Partial<SaleRow> = {}): SaleRow => ({
  seller,
  cv: dollars * 100,
  ...more,
});

const WORKED: Readonly<Record<string, Worked>> = {
  unilevel: {
    network: line("Ann", "Ben", "Cleo", "Dan"),
    sales: [sale("Ann", 50), sale("Ben", 50), sale("Dan", 100, { id: "D" })].map((row, id) => ({
      ...row,
      id: row.id ?? id,
    })),
    of: "D",
    pays: [
      ["Ben", "levels", "10.00"],
      ["Ann", "levels", "5.00"],
    ],
  },
  affiliate: {
    network: line("Ann", "Ben"),
    sales: [sale("Ben", 100)],
    pays: [
      ["Ben", "sale", "10.00"],
      ["Ann", "sale", "3.00"],
    ],
  },
  stairstep: {
    network: line("Ann", "Ben").concat({ id: "Cleo", sponsor: "Ann" }),
    sales: [
      sale("Ann", 600, { id: 1 }),
      sale("Ben", 200, { id: 2 }),
      sale("Ben", 100, { id: "B" }),
      sale("Cleo", 4000, { id: 3 }),
    ],
    of: "B",
    pays: [
      ["Ben", "stairs", "6.00"],
      ["Ann", "stairs", "3.00"],
    ],
  },
  binary: {
    network: [...line("Ann", "left"), { id: "right", sponsor: "Ann" }],
    // Nobody earns from what Ann needs to be paid at all.
    sales: [sale("left", 1000), sale("right", 400), sale("Ann", 20)],
    pays: [["Ann", "team", "40.00"]],
  },
  matrix: {
    network: line("Ann", "Cleo", "Dan"),
    sales: [sale("Ann", 50, { id: 1 }), sale("Cleo", 50, { id: 2 }), sale("Dan", 100, { id: "D" })],
    of: "D",
    pays: [
      ["Cleo", "places", "5.00"],
      ["Ann", "places", "4.00"],
    ],
  },
  generation: {
    network: line("Ann", "Ben", "Cleo"),
    // Level 1 pays Ben 8 % of 1,000.
    sales: [sale("Ann", 50), sale("Ben", 50), sale("Cleo", 1000)],
    pays: [
      ["Ben", "levels", "80.00"],
      ["Ann", "match", "8.00"],
    ],
  },
  party: {
    network: line("Ann", "Ben"),
    sales: [sale("Ben", 400, { party: "P", host: "H", buyer: "H" })],
    pays: [
      ["Ben", "sales", "80.00"],
      ["Ann", "team", "16.00"],
    ],
    goods: "48.00",
  },
  hybrid: {
    network: line("Ben", "Cleo", "Dan").concat({ id: "Eve", sponsor: "Cleo" }, { id: "Fay", sponsor: "Ben" }),
    // Cleo's group has 700, of which no leg fills more than 300; Ben's has 2,000, of which no leg fills more than 800.
    sales: [
      ...[sale("Ben", 500), sale("Cleo", 300), sale("Eve", 300), sale("Fay", 800)].map((row, id) => ({ ...row, id })),
      sale("Dan", 100, { id: "D" }),
    ],
    of: "D",
    pays: [
      ["Dan", "sale", "10.00"],
      ["Cleo", "levels", "5.00"],
      ["Cleo", "ranks", "3.00"],
      ["Ben", "levels", "3.00"],
      ["Ben", "ranks", "3.00"],
    ],
  },
};

describe("the ready plans", () => {
  it("are those that the overview lists, and each has an example worked out by hand", () => {
    const listed = [...overview.matchAll(/\]\((\w+)\.md\)/g)].map(([, name]) => name);
    expect(listed.toSorted()).to.deep.equal(names);
    expect(Object.keys(WORKED).sort()).to.deep.equal(names);
  });

  for (const name of names) {
    const json = JSON.parse(read(`${name}.json`)) as unknown;

    it(`${name}: is a plan without anything to think of`, () => {
      const { plan, issues } = checkPlan(json);
      expect(issues).to.deep.equal([]);
      expect(plan).to.not.equal(undefined);
    });

    it(`${name}: pays what the page works out`, () => {
      const { plan } = checkPlan(json);
      const { network: rows, sales: saleRows, pays, of, goods } = WORKED[name] as Worked;
      const network = Network.from(rows);
      const paid = new Map<string, bigint>();
      let given = 0n;
      const sink = (batch: LineBatch) => {
        for (const { kind, bonus, beneficiary, source, amount } of batch) {
          if (kind === "product") given += amount;
          if (kind !== "commission" || (of !== undefined && source.id !== of)) continue;
          const key = `${beneficiary} ${bonus}`;
          paid.set(key, (paid.get(key) ?? 0n) + amount);
        }
      };
      const sales = Sales.from(saleRows, network);
      calculate({ plan: plan as NonNullable<typeof plan>, network, sales }, { sink });
      for (const [who, bonus, amount] of pays) {
        expect(paid.get(`${who} ${bonus}`), `${who}'s ${bonus}`).to.equal(toUnits(amount, 2));
        expect(read(`${name}.md`)).to.include(amount);
      }
      expect(given).to.equal(toUnits(goods ?? "0", 2));
    });

    it(`${name}: comes to what the page prints`, async () => {
      const page = read(`${name}.md`);
      const examples = examplesOf(page);
      expect(examples).to.have.length(1);
      for (const { args, printed } of examples) {
        const { stdout, stderr, code } = await upline(args);
        expect(code).to.equal(0);
        expect(stdout + stderr).to.equal(printed);
        const share = /who earn nothing .*\((\S+ %)\)/.exec(stdout)?.[1];
        expect(page).to.include(`**${share} earn nothing.**`);
        expect(overview).to.match(new RegExp(`\\(${name}\\.md\\).*\\| ${share} +\\|`));
      }
    });
  }
});
