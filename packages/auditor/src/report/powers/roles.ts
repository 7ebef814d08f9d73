import type { Holding } from "../../powers/roles.ts";

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

/** Who holds a role. */
export interface HeldRole {
  readonly role: string;
  readonly meaning: string;
  readonly holder: string;
  /** Second of the grant. */
  readonly since: bigint;
}

/** Who holds which role, sorted by role and holder. */
export function heldRoles(holdings: readonly Holding[]): readonly HeldRole[] {
  const key = ({ role, holder }: HeldRole) => `${role} ${holder}`;
  return holdings
    .map(({ role, holder, since }) => ({ role, meaning: MEANINGS[role] ?? "unknown to the auditor", holder, since }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
