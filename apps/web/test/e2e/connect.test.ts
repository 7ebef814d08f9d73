import { expect } from "chai";
import { violations } from "../helpers/axe.ts";
import type { TestWallet } from "../helpers/wallet.ts";
import { connect, type Visitor, visit, walletOf, world } from "../helpers/world.ts";

// a visitor of the pages
// - reads without a wallet, and the figures are the chain's
// - connects a wallet that announces itself, and is told when he declined
// - is connected again after a reload, without being asked
// - is offered to change the network, and to add it where the wallet does not know it
// - sees the other account when he changes it in the wallet, and no account when he takes the permission away
// - disconnects, and is not connected again
// - tries the local node's accounts
// - violates no rule of accessibility, in light and in dark

const short = (address: string) => `${address.slice(0, 6)}…${address.slice(-4)}`;

describe("visitor", () => {
  let visitor: Visitor;
  let wallet: TestWallet;

  before(() => world());

  beforeEach(async () => {
    wallet = await walletOf(20, 21);
    visitor = await visit(wallet);
    await visitor.open("/");
  });

  afterEach(async () => {
    expect(visitor.complaints).to.deep.equal([]);
    await visitor.leave();
    wallet.stop();
  });

  it("reads without a wallet", async () => {
    const { chain } = await world();
    const figure = visitor.page.locator(".figure", { hasText: "Distributors" });
    await figure.getByText(String(chain.report.distributors.length), { exact: true }).waitFor();
    expect(await figure.locator(".source").getAttribute("data-trust")).to.equal("chain");
    expect(wallet.asked).to.deep.equal([]);
  });

  it("connects, and is told when he declined", async () => {
    wallet.declinesNext = true;
    await visitor.page.getByRole("button", { name: "Connect wallet" }).click();
    const choice = visitor.page.getByRole("dialog").getByRole("button", { name: wallet.name });
    await choice.click();
    await visitor.page.getByRole("alert").getByText("You declined the request in the wallet.").waitFor();
    await choice.click();
    await visitor.page.getByRole("button", { name: `Connected: ${wallet.address}` }).waitFor();
    expect(wallet.asked).to.deep.equal(["eth_requestAccounts", "eth_requestAccounts"]);
  });

  it("is connected again after a reload", async () => {
    await connect(visitor, wallet);
    await visitor.page.reload();
    await visitor.page.getByRole("button", { name: /^Connected/ }).waitFor();
    expect(wallet.asked).to.deep.equal(["eth_requestAccounts"]);
  });

  it("changes the network", async () => {
    await wallet.moveTo(1);
    await connect(visitor, wallet);
    const change = visitor.page.getByRole("button", { name: "Change to Upline local" });
    await change.click();
    await change.waitFor({ state: "detached" });
    expect(wallet.chainId).to.equal(31_337);
    await wallet.moveTo(1);
    await change.waitFor();
  });

  it("adds the network to a wallet that does not know it", async () => {
    wallet.known.clear();
    await wallet.moveTo(1);
    await connect(visitor, wallet);
    const change = visitor.page.getByRole("button", { name: "Change to Upline local" });
    await change.click();
    await change.waitFor({ state: "detached" });
    const asked = ["eth_requestAccounts", "wallet_addEthereumChain", "wallet_switchEthereumChain"];
    expect(wallet.asked).to.deep.equal(asked);
  });

  it("changes the account, and takes the permission away", async () => {
    await connect(visitor, wallet);
    const first = wallet.address;
    await wallet.choose(21);
    expect(wallet.address).not.to.equal(first);
    await visitor.page.getByText(short(wallet.address)).waitFor();
    await wallet.forget();
    await visitor.page.getByRole("button", { name: "Connect wallet" }).waitFor();
  });

  it("disconnects for good", async () => {
    await connect(visitor, wallet);
    await visitor.page.getByRole("button", { name: /^Connected/ }).click();
    await visitor.page.getByRole("button", { name: "Disconnect" }).click();
    await visitor.page.getByRole("button", { name: "Connect wallet" }).waitFor();
    await visitor.page.reload();
    await visitor.page.getByRole("button", { name: "Connect wallet" }).waitFor();
  });

  it("tries the local node's accounts", async () => {
    const { chain } = await world();
    const company = chain.report.addresses.treasury;
    await visitor.page.getByRole("button", { name: "Connect wallet" }).click();
    const dialog = visitor.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Accounts of the local node" }).click();
    await dialog.getByLabel("Account", { exact: true }).selectOption({ value: company.toLowerCase() });
    await dialog.getByRole("button", { name: "Use this account" }).click();
    await visitor.page.getByText(short(company)).waitFor();
    await visitor.page.reload();
    await visitor.page.getByText(short(company)).waitFor();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`violates no rule of accessibility in ${colorScheme}`, async () => {
      await visitor.page.emulateMedia({ colorScheme });
      await visitor.page.locator(".figure .source").first().waitFor();
      expect(await violations(visitor.page)).to.deep.equal([]);
      await visitor.page.getByRole("button", { name: "Connect wallet" }).click();
      await visitor.page.getByRole("dialog").waitFor();
      expect(await violations(visitor.page)).to.deep.equal([]);
    });
  }
});

describe("pages that are not set up", () => {
  let visitor: Visitor;

  beforeEach(async () => {
    visitor = await visit();
  });

  afterEach(async () => {
    const { site, chain } = await world();
    site.config = chain.config;
    await visitor.leave();
  });

  it("say that config.json is missing", async () => {
    (await world()).site.config = undefined;
    await visitor.open("/");
    await visitor.page.getByText("/config.json cannot be read: the server answered 404").waitFor();
  });

  it("say which field is wrong", async () => {
    const { site, chain } = await world();
    site.config = { ...chain.config, core: "0x12" };
    await visitor.open("/");
    await visitor.page.getByText('core is "0x12", expected an address').waitFor();
  });

  it("say that no endpoint answers", async () => {
    const { site, chain } = await world();
    site.config = { ...chain.config, rpcUrls: ["http://127.0.0.1:1"] };
    await visitor.open("/");
    await visitor.page.getByRole("heading", { name: "The chain does not answer" }).waitFor();
  });

  it("go to the next endpoint where one does not answer or serves another chain", async () => {
    const { site, chain } = await world();
    site.config = { ...chain.config, rpcUrls: ["http://127.0.0.1:1", chain.endpoint] };
    await visitor.open("/");
    await visitor.page.locator(".figure .source").first().waitFor();
  });
});
