import { id as hashOf, ZeroHash } from "ethers";
import { type Arguments, text } from "../../history/arguments.ts";

/** What each role may do, in plain words. */
const MEANINGS: Readonly<Record<string, string>> = {
  DEFAULT_ADMIN_ROLE: "grants and takes roles; names screen and run contract, with notice",
  CATALOGUE_ROLE: "adds, closes and reopens products",
  PLAN_ROLE: "schedules a commission plan, with notice, and cancels it",
  RANK_ROLE: "sets ranks, from the next period on",
  PAUSE_ROLE: "stops new enrolments and sales, and lets them go on",
  RETURNS_ROLE: "accepts and rejects returns of goods",
  RECORD_ROLE: "records sales that were made elsewhere, and pays them in",
  HOLD_ROLE: "holds one distributor's claims, for at most 90 days",
  IMPORT_ROLE: "brought people along before the opening, and vouches for their wallets",
  REVOKER_ROLE: "takes operational roles away at once, and grants none",
};

const NAMES = new Map<string, string>([
  [ZeroHash, "DEFAULT_ADMIN_ROLE"],
  ...Object.keys(MEANINGS)
    .filter((name) => name !== "DEFAULT_ADMIN_ROLE")
    .map((name): [string, string] => [hashOf(name), name]),
]);

/** The name of a role, or its hash if the contracts have none of it. */
export function roleName(hash: string): string {
  return NAMES.get(hash.toLowerCase()) ?? hash;
}

/** Who holds a role. */
export interface HeldRole {
  readonly role: string;
  readonly meaning: string;
  readonly holder: string;
  /** Second of the grant. */
  readonly since: bigint;
}

/** Who holds which role, by all grants and revocations. */
export class Roles {
  readonly #held = new Map<string, HeldRole>();

  event(name: string, args: Arguments, time: bigint): void {
    if (name !== "RoleGranted" && name !== "RoleRevoked") return;
    const [role, holder] = [roleName(text(args, "role")), text(args, "account")];
    const key = `${role} ${holder}`;
    if (name === "RoleRevoked") this.#held.delete(key);
    else if (!this.#held.has(key)) {
      this.#held.set(key, { role, meaning: MEANINGS[role] ?? "unknown to the auditor", holder, since: time });
    }
  }

  /** Sorted by role and holder. */
  get held(): readonly HeldRole[] {
    return [...this.#held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, held]) => held);
  }
}
