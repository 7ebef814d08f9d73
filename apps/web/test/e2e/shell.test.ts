import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { LIMIT } from "../../tools/weight.ts";
import { violations } from "../helpers/axe.ts";
import { type Visitor, visit, world } from "../helpers/world.ts";

// what every page stands in
// - weighs no more than the limit until the first page is there
// - is read in the language that was chosen, from the right where it is, and keeps the choice
// - has the colours that were chosen, and keeps the choice
// - says where a link leads to nothing; title and focus follow the path
// - leads past the navigation by keyboard
// - says that the chain does not answer any more, and goes on when it does
// - says that the chain was reorganised under the open page

describe("shell of the pages", () => {
  let visitor: Visitor;

  before(() => world());

  beforeEach(async () => {
    visitor = await visit();
  });

  afterEach(() => visitor.leave());

  const figure = () => visitor.page.locator(".figure .source").first();

  it("weighs no more than the limit until the first page is there", async () => {
    const { site } = await world();
    const loaded: { url: string; bytes: Promise<number> }[] = [];
    visitor.page.on("response", (response) => {
      if (!response.url().startsWith(site.url)) return;
      loaded.push({ url: response.url(), bytes: response.body().then((body) => gzipSync(body).length) });
    });
    await visitor.open("/");
    await figure().waitFor();
    const bytes = await Promise.all(loaded.map((one) => one.bytes));
    const total = bytes.reduce((sum, one) => sum + one, 0);
    expect(loaded.map(({ url }) => new URL(url).pathname)).to.include("/config.json");
    expect(total).to.be.greaterThan(100_000).and.at.most(LIMIT);
  });

  it("is read in the chosen language, from the right where it is", async () => {
    await visitor.open("/");
    await visitor.page.getByLabel("Language").selectOption("ar");
    await visitor.page.locator("html[dir=rtl][lang=ar]").waitFor();
    await figure().waitFor();
    expect(await violations(visitor.page)).to.deep.equal([]);
    await visitor.page.reload();
    await visitor.page.locator("html[dir=rtl][lang=ar]").waitFor();
    await figure().waitFor();
    expect(visitor.complaints).to.deep.equal([]);
  });

  it("has the chosen colours", async () => {
    await visitor.page.emulateMedia({ colorScheme: "light" });
    await visitor.open("/");
    const ground = () => visitor.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await figure().waitFor();
    const light = await ground();
    await visitor.page.getByLabel("Colours").selectOption("dark");
    const dark = await ground();
    expect(dark).not.to.equal(light);
    await visitor.page.reload();
    await figure().waitFor();
    expect(await ground()).to.equal(dark);
  });

  it("says where a link leads to nothing; title and focus follow the path", async () => {
    await visitor.open("/no/such/page");
    await visitor.page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await visitor.page.waitForFunction(() => document.title === "There is no such page · Upline");
    await visitor.page.getByRole("link", { name: "To the first page" }).click();
    await figure().waitFor();
    await visitor.page.waitForFunction(() => document.title.startsWith("Commissions that anybody can verify"));
    expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).to.equal("MAIN");
  });

  it("leads past the navigation by keyboard", async () => {
    await visitor.open("/");
    await figure().waitFor();
    await visitor.page.keyboard.press("Tab");
    await visitor.page.keyboard.press("Enter");
    expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).to.equal("MAIN");
  });

  it("says that the chain does not answer any more, and goes on when it does", async () => {
    const { chain } = await world();
    await visitor.open("/");
    await figure().waitFor();
    await visitor.page.route(`${chain.endpoint}/**`, (route) => route.abort());
    const notice = visitor.page.getByText(/The chain has not answered since block/);
    await notice.waitFor();
    expect(await figure().isVisible()).to.equal(true);
    await visitor.page.unroute(`${chain.endpoint}/**`);
    await notice.waitFor({ state: "detached" });
  });

  it("says that the chain was reorganised under the open page", async () => {
    const { chain } = await world();
    const back = await chain.snapshot();
    const first = (await chain.provider.getBlockNumber()) + 1;
    await chain.mine(3);
    await visitor.open("/");
    const block = (number: number) => visitor.page.getByText(`chain, block ${number.toLocaleString("en-GB")}`).first();
    await block(first + 2).waitFor();
    await back();
    await chain.mine(5);
    await visitor.page.getByText(/The chain replaced blocks from/).waitFor();
    await block(first + 4).waitFor();
    expect(await violations(visitor.page)).to.deep.equal([]);
    await visitor.page.getByRole("button", { name: "Close" }).click();
    await visitor.page.getByText(/The chain replaced blocks from/).waitFor({ state: "detached" });
  });
});
