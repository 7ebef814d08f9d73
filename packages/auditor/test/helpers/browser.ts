import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const MISSING = `No browser: none of ${NAMES.join(", ")} is in PATH. On Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu`;

/** The place of a browser on this machine. */
function browserPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram);
}

/** Tests in a browser. Where there is none they fail in CI; elsewhere a line says that they were left out. */
export function describeInBrowser(title: string, define: () => void): void {
  if (browserPath() !== undefined || process.env["CI"] !== undefined) describe(title, define);
  else console.log(`${title}: left out. ${MISSING}`);
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
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === undefined) throw new Error(MISSING);
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath, args: [...args, "--disable-sync", "--no-first-run"] });
}
