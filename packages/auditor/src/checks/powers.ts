// Nobody used a power that they should not have: the journal has every grant, revocation and use, so the list is complete
// once the journal is proved. The timelock has no journal; what it is about to do is listed as the source tells it.
import type { PowerBook } from "../powers/book.ts";
import { ADMIN_ROLE, type Holding } from "../powers/roles.ts";
import { queuedText, type ReportedTimelock } from "../powers/timelock.ts";
import type { CheckResult, Finding, Verdict } from "./check.ts";

/** Who can do what. */
export interface PowersTable {
  /** Who holds what at the audited block. */
  readonly holdings: readonly Holding[];
  /** As the source tells them. */
  readonly timelocks: readonly ReportedTimelock[];
  /** What no proof covers and a reader should know. */
  readonly notes: readonly string[];
}

/** What the check of powers goes by. */
export interface PowersInput {
  readonly book: PowerBook;
  /** Time of the audited block, in seconds since 1970. */
  readonly time: bigint;
  /** Whether the history is proved to be whole. */
  readonly complete: boolean;
  readonly timelocks: readonly ReportedTimelock[];
  /** Timelocks that the source did not tell. */
  readonly unread: readonly Finding[];
}

/** Judges every use of a power by the rules of the contracts. */
export function checkPowers(input: PowersInput): { readonly result: CheckResult; readonly table: PowersTable } {
  const { book, time, complete, timelocks, unread } = input;
  const { roles, counts } = book.state;
  const table = { holdings: roles, timelocks, notes: notesOn(roles, timelocks) };
  const count = (...events: readonly string[]) => events.reduce((sum, event) => sum + (counts[event] ?? 0), 0);
  const findings = [...book.faults.list, ...(complete ? [] : [INCOMPLETE]), ...unread];
  const total = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const evidence = {
    holdings: roles.length,
    grants: count("RoleGranted"),
    revocations: count("RoleRevoked"),
    holds: count("HoldPlaced"),
    holdsInPlace: book.holdsAt(time),
    plans: count("PlanScheduled"),
    rankChanges: count("RanksSet"),
    pauses: count("ProgrammePausedSet"),
    rejections: count("ReturnRejected"),
    uses: total,
    findings: book.faults.count,
    ...Object.fromEntries(timelocks.map(timelockEvidence)),
  };
  const verdict = verdictOf(book.faults.count, complete);
  return {
    result: { check: "powers", verdict, summary: summarise(verdict, total, roles, evidence), findings, evidence },
    table,
  };
}

const INCOMPLETE: Finding = {
  code: "history-incomplete",
  subject: "journal",
  message: "the history is not proved to be whole, so the list of powers and of their uses may lack some",
};

function verdictOf(faults: number, complete: boolean): Verdict {
  if (faults > 0) return "mismatch";
  return complete ? "verified" : "unproved";
}

function timelockEvidence({ address, delay, queue }: ReportedTimelock): readonly [string, string] {
  const waiting = queue.length === 0 ? "nothing queued" : `queued: ${queue.map(queuedText).join("; ")}`;
  return [`timelock ${address}, as reported`, `delay ${delay} s, ${waiting}`];
}

function summarise(
  verdict: Verdict,
  total: number,
  roles: readonly Holding[],
  counts: { grants: number; holds: number },
) {
  const holders = new Set(roles.map(({ holder }) => holder)).size;
  const what = `${total} uses of powers, ${counts.grants} grants and ${counts.holds} holds among them; ${holders} accounts hold ${roles.length} roles`;
  if (verdict === "mismatch") return `Not every use of a power was in order: ${what}.`;
  return verdict === "unproved" ? `No wrong use of a power in what there is: ${what}.` : `All in order: ${what}.`;
}

function notesOn(roles: readonly Holding[], timelocks: readonly ReportedTimelock[]): readonly string[] {
  const admins = roles.filter(({ role }) => role === ADMIN_ROLE).map(({ holder }) => holder);
  const delayed = new Set(timelocks.map(({ address }) => address));
  const bare = admins.filter((admin) => !delayed.has(admin));
  const short = timelocks.filter(({ delay }) => delay === 0n);
  return [
    ...(admins.length === 0 ? ["Nobody holds the admin's role: no role can be granted any more."] : []),
    ...bare.map((admin) => `The admin ${admin} is no timelock: what it does takes effect without a delay.`),
    ...short.map(({ address }) => `The timelock ${address} has no delay, as the source tells it.`),
  ];
}
