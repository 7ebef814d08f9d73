import { id as hashOf, ZeroHash } from "ethers";

/** The powers that a programme's admin gives, by the names of their roles. */
export const PROGRAMME_ROLES = [
  "CATALOGUE_ROLE",
  "PLAN_ROLE",
  "RANK_ROLE",
  "PAUSE_ROLE",
  "RETURNS_ROLE",
  "RECORD_ROLE",
  "HOLD_ROLE",
  "IMPORT_ROLE",
  "REVOKER_ROLE",
] as const;

const TIMELOCK_ROLES = ["PROPOSER_ROLE", "EXECUTOR_ROLE", "CANCELLER_ROLE"] as const;

/** The roles of a programme and of its timelock, by the hash that contracts name them with. */
const NAMES: ReadonlyMap<string, string> = new Map([
  [ZeroHash, "DEFAULT_ADMIN_ROLE"],
  ...[...PROGRAMME_ROLES, ...TIMELOCK_ROLES].map((role): [string, string] => [hashOf(role), role]),
]);

/** The name of a role of a programme or of its timelock. @returns The hash itself where it is neither's. */
export function roleName(hash: string): string {
  return NAMES.get(hash) ?? hash;
}
