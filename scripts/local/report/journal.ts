import { heading, type Setting } from "../../../packages/cli/src/terminal/section.ts";
import { grouped } from "../../../packages/cli/src/terminal/text.ts";
import type { JournalCheck } from "../../journal.ts";

/** Whether the events give the head that the core holds. */
export function renderJournal({ events, recomputed, onChain, complete }: JournalCheck, setting: Setting): string {
  const { green, red } = setting.colours;
  const verdict = complete
    ? `${green("✓")} ${grouped(events)} events give the head that the core holds: none is missing or changed`
    : `${red("✗")} ${grouped(events)} events do not give the head that the core holds`;
  const heads = [`  recomputed ${recomputed}`, `  on chain   ${onChain}`, `  ${verdict}`];
  return [heading("Journal", setting), ...heads].join("\n");
}
