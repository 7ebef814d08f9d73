import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { LocalChain } from "./chain.ts";
import { buildPages, removePages, Site } from "./site.ts";
import { TestWallet } from "./wallet.ts";

/** What every end-to-end test works in. */
export interface World {
  readonly chain: LocalChain;
  readonly site: Site;
  readonly browser: Browser;
}

let made: Promise<World> | undefined;
let folder: string | undefined;

/** A chain, the built pages and a browser, the same for all tests of a run; made when first asked for. */
export function world(): Promise<World> {
  made ??= make();
  return made;
}

async function make(): Promise<World> {
  // One after the other: each takes all of a small machine.
  folder = await buildPages();
  const chain = await LocalChain.start();
  const site = await Site.serve(folder, chain.config);
  return { chain, site, browser: await launchBrowser() };
}

/** Ends everything; called once after all tests. */
export async function endWorld(): Promise<void> {
  const ended = await made?.catch(() => undefined);
  await ended?.browser.close();
  await ended?.site.stop();
  ended?.chain.stop();
  if (folder !== undefined) removePages(folder);
}

/** A visitor: a browser of his own, with or without a wallet. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page's scripts complained of. */
  readonly complaints: readonly string[];
  /** Goes to a page, for example `/shop`. */
  open(path: string): Promise<void>;
  leave(): Promise<void>;
}

/** Lets somebody visit the pages. */
export async function visit(wallet?: TestWallet, options: BrowserContextOptions = {}): Promise<Visitor> {
  const { browser, site } = await world();
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
  await wallet?.install(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return {
    context,
    page,
    complaints,
    open: async (path) => {
      await page.goto(`${site.url}#${path}`);
    },
    leave: () => context.close(),
  };
}

/** A wallet on the world's chain. @param accounts Of the well-known mnemonic, the chosen one first. */
export async function walletOf(...accounts: readonly number[]): Promise<TestWallet> {
  const { chain } = await world();
  return new TestWallet({ endpoint: chain.endpoint, chainId: chain.config.chainId, accounts });
}

/** Connects a visitor's test wallet by the page's own dialog. */
export async function connect({ page }: Visitor, { name }: TestWallet): Promise<void> {
  await page.getByRole("button", { name: "Connect wallet" }).click();
  await page.getByRole("dialog").getByRole("button", { name }).click();
  await page.getByRole("button", { name: /^Connected/ }).waitFor();
}
