import { heading, type Setting } from "../../packages/cli/src/terminal/section.ts";
import { type KnownAccount, paragraph } from "../local/welcome.ts";
import type { Pages } from "./pages.ts";

/** What to open, and as whom. */
export function renderPages(pages: Pages, accounts: readonly KnownAccount[], setting: Setting): string {
  const { bold } = setting.colours;
  const width = Math.max(...accounts.map(({ who }) => who.length));
  return [
    heading("The pages of this run", setting),
    `  Open ${bold(pages.url)}`,
    "",
    paragraph(
      "Everything can be read without a wallet. To do something, choose Connect wallet and one of this network's own " +
        "accounts, which need no wallet program; or import a key from above into a wallet. Some to try:",
      setting,
    ),
    ...accounts.map(({ who, address }) => `  ${who.padEnd(width)}  ${address}`),
    "",
    ...besides(pages, setting),
    "",
    paragraph("Ctrl-C stops the network, the pages and all that belongs to them.", setting),
  ].join("\n");
}

function besides({ indexer, relayer }: Pages, setting: Setting): readonly string[] {
  const lists =
    indexer === undefined
      ? "There is no indexer: the pages read the chain alone, and have no long lists."
      : `Lists and history come from an indexer, ${indexer}, which reads the past in some seconds.`;
  const gas =
    relayer === undefined
      ? "There is no relayer: whoever signs something sends it himself."
      : `Who has no ether signs, and a relayer sends it: ${relayer}.`;
  return [paragraph(lists, setting), paragraph(gas, setting)];
}

/** The pages for machines. */
export function pagesToJson({ url, contracts, indexer, relayer }: Pages): object {
  return { url, config: new URL("config.json", url).href, ...contracts, indexer, relayer };
}
