import { expect } from "chai";
import { TEA } from "../helpers/tea.ts";
import { inFolder } from "../helpers/upline.ts";

describe("upline plan check", () => {
  const test = inFolder();

  it("tells what a plan is", async () => {
    test.folder.write("plan.json", TEA);
    const { code, stdout } = await test.folder.upline("plan", "check", "plan.json", "--json");
    expect(code).to.equal(0);
    const told = JSON.parse(stdout) as { readonly hash: string };
    expect(told).to.deep.include({
      ok: true,
      name: "Green Tea",
      refused: false,
      worstCase: 1800,
      bonuses: [{ id: "levels", family: "unilevel" }],
      issues: [],
    });
    expect(told.hash).to.match(/^0x[0-9a-f]{64}$/);
  });

  it("shows what it understood: period, ranks, bonuses and caps", async () => {
    const plan = { ...TEA, ranks: [{ name: "Low" }, { name: "High" }], caps: [{ kind: "company", rate: 4000 }] };
    test.folder.write("plan.json", { ...plan, period: { unit: "week", count: 2 } });
    const { stdout } = await test.folder.upline("plan", "check", "plan.json");
    expect(stdout.split("\n").slice(3, -1)).to.deep.equal([
      "  period      2 weeks",
      "  ranks       Low, High",
      "  bonuses     levels (unilevel)",
      "  caps        company",
      "  worst case  18 % of a sale's wholesale price, by the bonuses that are paid sale by sale",
    ]);
  });

  it("says everything that is wrong, and where it stands", async () => {
    test.folder.write(
      "plan.json",
      `{
  "upline": 1,
  "name": "Green Tea",
  "currency": { "code": "USD", "decimals": 2 },
  "bonuses": [
    { "id": "levels", "family": "unilevl" },
    { "id": "more", "family": "unilevel",
      "levels": [{ "rate": 0.5 }], "compresion": "none" }
  ]
}`,
    );
    const { code, stdout, stderr } = await test.folder.upline("plan", "check", "plan.json");
    expect(code).to.equal(1);
    expect(stderr).to.equal("");
    const said = stdout.replace(/\n {4}/g, " ");
    expect(stdout).to.include("✗ plan.json is no plan: 3 problems");
    expect(stdout).to.include("line 6, column 33");
    expect(said).to.include('did you mean "unilevel"?');
    expect(stdout).to.include("line 8, column 28");
    expect(said).to.include("$.bonuses[1].levels[0].rate is 0.5; expected a rate in basis points");
    expect(stdout).to.include("line 8, column 50");
    expect(said).to.include('did you mean "compression"?');
  });

  it("finds where a file is no JSON", async () => {
    test.folder.write("plan.json", '{\n  "upline": 1\n  "name": 2 }');
    const { code, stderr } = await test.folder.upline("plan", "check", "plan.json");
    expect(code).to.equal(1);
    expect(stderr).to.equal('Error: plan.json has one problem\n  line 3, column 3: found "\\""; expected "," or "}"\n');
  });

  it("refuses a plan that pays for people, and lets it be analysed", async () => {
    const fees = { id: "fees", family: "unilevel", base: "fee", levels: [{ rate: 1000 }] };
    test.folder.write("plan.json", { ...TEA, bonuses: [fees] });
    const refused = await test.folder.upline("plan", "check", "plan.json");
    expect(refused.code).to.equal(1);
    expect(refused.stdout).to.include("✗ plan.json is refused: it pays for people instead of products");
    const analysed = await test.folder.upline("plan", "check", "plan.json", "--analyse");
    expect(analysed.code).to.equal(0);
    expect(analysed.stdout).to.include("! plan.json may be analysed and must not be paid");
  });

  it("prints the schema that editors check with", async () => {
    const { code, stdout } = await test.folder.upline("plan", "schema");
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ $schema: "https://json-schema.org/draft/2020-12/schema" });
  });
});
