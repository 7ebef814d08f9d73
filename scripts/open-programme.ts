// Opens a programme that was deployed closed, once everybody is imported.
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

export const openProgramme: Tool<WriteOptions> = {
  name: "open-programme",
  description: "Opens a programme, once: enrolments and sales begin, nobody is imported any more. Only the admin can.",
  sends: "holder of a role",
  async run(task) {
    const { session, options, progress, note } = task;
    const desk = await Desk.open(session, options, "DEFAULT_ADMIN_ROLE", note);
    const isOpen = await session.core.isOpen();
    const performed = await perform(
      desk,
      {
        what: "programmes",
        items: isOpen ? [] : [session.address],
        inOrder: true,
        call: async () => encoded(await session.core.open.populateTransaction()),
      },
      progress,
      note,
    );
    return reportCalls(task, desk, performed, {
      title: `Open the programme ${session.address}`,
      what: "programmes",
      already: isOpen ? 1 : 0,
    });
  },
};

await runIfMain(import.meta.url, openProgramme);
