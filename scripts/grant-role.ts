// Gives a role to an account.
import { Argument } from "commander";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
import { ROLES, type RoleName, roleId } from "./operator/roles.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { parseAddress } from "./terminal/command.ts";

export const grantRole: Tool<WriteOptions, readonly [RoleName, string]> = {
  name: "grant-role",
  description: "Gives a role to an account. Only the admin does, which is usually the timelock.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .addArgument(new Argument("<role>", "the role").choices(ROLES))
      .argument("<account>", "who is to hold it", parseAddress),
  run: (task) =>
    doOnce(task, "DEFAULT_ADMIN_ROLE", async () => {
      const { core } = task.session;
      const [role, account] = task.args;
      const isDone = await core.hasRole(roleId(role), account);
      return {
        title: `Give ${role} to ${account}`,
        what: "roles",
        isDone,
        call: async () => encoded(await core.grantRole.populateTransaction(roleId(role), account)),
        json: { role, account },
        text: [isDone ? `${account} holds ${role} already.` : `${role} for ${account}.`],
      };
    }),
};

await runIfMain(import.meta.url, grantRole);
