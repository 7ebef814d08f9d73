// Takes a role away, at once.

import { parseRole } from "./operator/named-role.ts";
import type { WriteOptions } from "./operator/options.ts";
import { changeRole } from "./operator/role-change.ts";
import type { RoleName } from "./operator/roles.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { parseAddress } from "./terminal/command.ts";

export const revokeRole: Tool<WriteOptions, readonly [RoleName, string]> = {
  name: "revoke-role",
  description: "Takes a role away: by the revoker at once; the admin's and the revoker's own by the timelock.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<role>", "the role, for example PLAN_ROLE or plan", parseRole)
      .argument("<account>", "who is to lose it", parseAddress),
  run: (task) => changeRole(task, "revoke"),
};

await runIfMain(import.meta.url, revokeRole);
