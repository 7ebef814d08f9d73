import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The place of a browser on this machine. @throws Error that says how to get one. */
export function browserPath(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    `No browser: none of ${NAMES.join(", ")} is in PATH. On Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu`,
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian's Chromium, which runs as root in CI, and loads nothing by itself. @throws Error where there is none. */
export function openBrowser(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath: browserPath(), args: [...args, "--disable-sync", "--no-first-run"] });
}
