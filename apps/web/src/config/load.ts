import { ConfigMissing } from "./errors.ts";
import { type PageConfig, parseConfig } from "./page-config.ts";

/**
 * Reads and checks `config.json` beside the pages.
 * @throws ConfigMissing, ConfigInvalid
 */
export async function loadConfig(url: URL): Promise<PageConfig> {
  return parseConfig(await readJson(url));
}

async function readJson(url: URL): Promise<unknown> {
  try {
    const answer = await fetch(url, { cache: "no-cache" });
    if (!answer.ok) throw new ConfigMissing(url.pathname, `the server answered ${answer.status}`);
    return await answer.json();
  } catch (error) {
    if (error instanceof ConfigMissing) throw error;
    throw new ConfigMissing(url.pathname, error instanceof Error ? error.message : String(error));
  }
}
