// Takes a role away from an account, at once.
import { Argument } from "commander";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
import { ROLES, type RoleName, roleId } from "./operator/roles.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { parseAddress } from "./terminal/command.ts";

/** The roles that the revoker does not take away. */
const ADMINS: readonly RoleName[] = ["DEFAULT_ADMIN_ROLE", "REVOKER_ROLE"];

export const revokeRole: Tool<WriteOptions, readonly [RoleName, string]> = {
  name: "revoke-role",
  description:
    "Takes a role away at once, for example when a key was stolen. The revoker does; the admin's and the revoker's own roles only the admin takes away.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .addArgument(new Argument("<role>", "the role").choices(ROLES))
      .argument("<account>", "who is to lose it", parseAddress),
  run: (task) => {
    const [role, account] = task.args;
    return doOnce(task, ADMINS.includes(role) ? "DEFAULT_ADMIN_ROLE" : "REVOKER_ROLE", async () => {
      const { core } = task.session;
      const isDone = !(await core.hasRole(roleId(role), account));
      return {
        title: `Take ${role} from ${account}`,
        what: "roles",
        isDone,
        call: async () => encoded(await core.revokeRole.populateTransaction(roleId(role), account)),
        json: { role, account },
        text: [isDone ? `${account} does not hold ${role}.` : `${role} of ${account}.`],
      };
    });
  },
};

await runIfMain(import.meta.url, revokeRole);
