import { encoded } from "./calls.ts";
import { Desk } from "./desk.ts";
import type { WriteOptions } from "./options.ts";
import type { Result } from "./output.ts";
import { perform } from "./perform.ts";
import { reportCalls } from "./report.ts";
import { type RoleName, roleId } from "./roles.ts";
import type { Task } from "./tool.ts";

/** Roles that the revoker cannot take away. */
const BEYOND_REVOKER: readonly RoleName[] = ["DEFAULT_ADMIN_ROLE", "REVOKER_ROLE"];

/** Gives a role to somebody or takes it away, unless it is so already. */
export async function changeRole(
  task: Task<WriteOptions, readonly [RoleName, string]>,
  change: "grant" | "revoke",
): Promise<Result> {
  const { session, options, progress, note, args } = task;
  const [role, account] = args;
  const { core } = session;
  const byRevoker = change === "revoke" && !BEYOND_REVOKER.includes(role);
  const desk = await Desk.open(session, options, byRevoker ? "REVOKER_ROLE" : "DEFAULT_ADMIN_ROLE", note);
  const isSo = (await core.hasRole(roleId(role), account)) === (change === "grant");
  const method = change === "grant" ? core.grantRole : core.revokeRole;
  const performed = await perform(
    desk,
    {
      what: "roles",
      items: isSo ? [] : [role],
      inOrder: true,
      call: async () => encoded(await method.populateTransaction(roleId(role), account)),
    },
    progress,
    note,
  );
  return reportCalls(task, desk, performed, {
    title: change === "grant" ? `Grant ${role} to ${account}` : `Revoke ${role} of ${account}`,
    what: "roles",
    already: isSo ? 1 : 0,
    json: { role, holder: account },
  });
}
