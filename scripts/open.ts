// Opens the programme: enrolment and sales begin, imports end. Once and for good.
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

export const open: Tool<WriteOptions> = {
  name: "open",
  description: "Opens the programme, once and for good: enrolment and sales begin, imports end, plans need notice.",
  sends: "holder of a role",
  run: (task) =>
    doOnce(task, "DEFAULT_ADMIN_ROLE", async () => {
      const { core } = task.session;
      const isDone = await core.isOpen();
      const people = (await core.lastDistributorId()) - 1n;
      return {
        title: "Open the programme",
        what: "programmes",
        isDone,
        call: async () => encoded(await core.open.populateTransaction()),
        json: { people },
        text: [isDone ? "The programme is open." : `With ${people} distributors beside the company.`],
      };
    }),
};

await runIfMain(import.meta.url, open);
