// Gives somebody a role, by the timelock.

import { parseRole } from "./operator/named-role.ts";
import type { WriteOptions } from "./operator/options.ts";
import { changeRole } from "./operator/role-change.ts";
import type { RoleName } from "./operator/roles.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { parseAddress } from "./terminal/command.ts";

export const grantRole: Tool<WriteOptions, readonly [RoleName, string]> = {
  name: "grant-role",
  description: "Gives a role to an account or a contract. Only the admin can, which is the timelock.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<role>", "the role, for example PLAN_ROLE or plan", parseRole)
      .argument("<account>", "who is to have it", parseAddress),
  run: (task) => changeRole(task, "grant"),
};

await runIfMain(import.meta.url, grantRole);
