import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Linux distributions put it. `CHROMIUM` names another. */
const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** The system's Chromium, or the one inside an npm package, so that the tests need npm alone. */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env["CHROMIUM"];
  const found = named ?? SYSTEM.find((path) => existsSync(path));
  if (found !== undefined) return chromium.launch({ executablePath: found, args: FLAGS });
  const packed = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: await packed.default.executablePath(),
    args: [...packed.default.args, ...FLAGS],
  });
}
