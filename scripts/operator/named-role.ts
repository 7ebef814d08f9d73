import { InvalidArgumentError } from "commander";
import { OPERATORS } from "../../deploy/parts/programme.ts";
import type { RoleName } from "./roles.ts";

const ROLES = ["DEFAULT_ADMIN_ROLE", ...Object.keys(OPERATORS)] as readonly RoleName[];

/** A role of the core, as an argument: `PLAN_ROLE`, `plan` or `default-admin`. */
export function parseRole(text: string): RoleName {
  const wanted = `${text
    .toUpperCase()
    .replaceAll("-", "_")
    .replace(/_ROLE$/, "")}_ROLE`;
  const role = ROLES.find((name) => name === wanted);
  if (role === undefined) throw new InvalidArgumentError(`It is one of ${ROLES.join(", ")}.`);
  return role;
}
