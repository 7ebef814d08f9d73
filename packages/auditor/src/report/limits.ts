import type { CheckResult } from "../checks/check.ts";
import { count } from "../text/figures.ts";
import type { Audited } from "./document.ts";

/** What an audit never covers. */
const ALWAYS: readonly string[] = [
  "Nothing outside this programme is covered: other contracts, other chains, bank accounts, cash, and the token itself, whose issuer may freeze or replace it.",
  "The chain knows wallets, not people. Whether a customer is a second wallet of his seller, nobody can prove from the chain; what points to it is listed under patterns.",
  "Whether goods were delivered, used or sold on is not on the chain.",
  "Block numbers and transaction hashes are as the source tells them; times, order and contents of the events are proved.",
  "The token's name and its decimals are as the source tells them. They decide only how amounts are written; the JSON and the CSV files have the exact integers.",
];

/** What this audit did not cover or prove, a sentence each. */
export function limitsOf({ block }: Audited, checks: readonly CheckResult[], unbound: number): readonly string[] {
  const limits = [...ALWAYS];
  if (!block.trusted) {
    limits.unshift(
      "Nobody named the block: its hash is what the endpoint gave. Compare it with another source before relying on this report.",
    );
  }
  if (unbound > 0) {
    limits.push(
      `${count(unbound, "imported person has", "imported people have")} no wallet yet. Until they bind one, the company could bind their ids to wallets of its choice.`,
    );
  }
  for (const { check, verdict, summary } of checks) {
    if (verdict === "unproved") limits.push(`The check “${check}” could not be proved: ${summary}`);
  }
  return limits;
}
