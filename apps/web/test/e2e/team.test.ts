import { expect } from "chai";
import { violations } from "../helpers/axe.ts";
import { connect, type Visitor, visit, walletOf, world } from "../helpers/world.ts";

// the team page
// - reads a team from the chain where there is no indexer, and says that this is slow
// - shows the own team of a connected distributor
// - opens any team by its number, and says when there is none
// - shows the same people in the tree and in the table
// - violates no rule of accessibility, in light, in dark and from right to left

/** Milliseconds for one step, on a machine that has other things to do. */
const PATIENCE = 120_000;

const row = ({ page }: Visitor, id: number | string) => page.locator(`[data-id="${id}"]`);

describe("team page without an indexer", () => {
  let visitor: Visitor;

  before(async () => {
    const { site, chain } = await world();
    site.config = chain.config;
  });

  beforeEach(async () => {
    visitor = await visit();
    visitor.page.setDefaultTimeout(PATIENCE);
  });

  afterEach(async () => {
    expect(visitor.complaints).to.deep.equal([]);
    await visitor.leave();
  });

  it("reads the team from the chain", async () => {
    const { chain } = await world();
    await visitor.open("/team/1");
    await visitor.page.getByText("Without the indexer this page reads every enrolment").waitFor();
    const { distributors, sales, unit } = chain.report;
    await row(visitor, 1)
      .locator("[data-label=below]")
      .getByText(String(distributors.length), { exact: true })
      .waitFor();
    const total = sales.reduce((sum, sale) => sum + BigInt(sale.total), 0n);
    const sold = (await row(visitor, 1).locator("[data-label=sold]").innerText()).replaceAll(",", "");
    expect(Number(sold)).to.equal(Number(total) / 10 ** unit.decimals);
  });

  it("shows the own team of whoever is connected", async () => {
    const { chain } = await world();
    const { distributors, accounts } = chain.report;
    const own = distributors.find(({ wallet }) => accounts.some(({ address }) => address === wallet));
    const account = accounts.find(({ address }) => address === own?.wallet)?.account;
    if (own === undefined || account === undefined) throw new Error("no distributor has an account");
    const wallet = await walletOf(account);
    await visitor.leave();
    visitor = await visit(wallet);
    visitor.page.setDefaultTimeout(PATIENCE);
    await visitor.open("/team");
    await connect(visitor, wallet);
    await visitor.page.getByRole("heading", { name: "My team" }).waitFor();
    await row(visitor, own.id).waitFor();
    wallet.stop();
  });

  it("opens a team by its number", async () => {
    await visitor.open("/team");
    await visitor.page.getByLabel("Number of a distributor").fill("2");
    await visitor.page.getByRole("button", { name: "Open" }).click();
    await visitor.page.getByRole("heading", { name: "Team of distributor 2" }).waitFor();
    await row(visitor, 2).waitFor();
    await visitor.open("/team/999");
    await visitor.page.getByText("There is no distributor 999.").waitFor();
  });

  it("shows the same people in the tree and in the table", async () => {
    await visitor.open("/team/1");
    await visitor.page.getByRole("radio", { name: "All" }).check();
    const { chain } = await world();
    const everybody = ["1", ...chain.report.distributors.map(({ id }) => id)].sort();
    for (const id of everybody) await row(visitor, id).waitFor();
    const inTree = await visitor.page.locator("[data-id]").evaluateAll((rows) => rows.map((one) => one.dataset["id"]));
    expect(inTree.sort()).to.deep.equal(everybody);
    await visitor.page.getByRole("link", { name: "Table" }).click();
    await visitor.page.getByText(`${everybody.length - 1} people, page 1 of 1`).waitFor();
    const inTable = await visitor.page.locator("tbody th a").allInnerTexts();
    expect(["1", ...inTable.map((text) => text.slice(1))].sort()).to.deep.equal(everybody);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const dir of ["ltr", "rtl"] as const) {
      it(`violates no rule of accessibility in ${colorScheme}, ${dir}`, async () => {
        await visitor.page.emulateMedia({ colorScheme });
        await visitor.open("/team/1");
        await visitor.page.evaluate((to) => document.documentElement.setAttribute("dir", to), dir);
        await row(visitor, 2).waitFor();
        expect(await violations(visitor.page), "tree").to.deep.equal([]);
        await visitor.page.getByRole("link", { name: "Table" }).click();
        await visitor.page.getByRole("table").waitFor();
        expect(await violations(visitor.page), "table").to.deep.equal([]);
      });
    }
  }
});
