// The claim that the programme's state is that of the audited block.
import { SLOTS, unpackAccounts } from "@upline/protocol";
import { toBeHex } from "ethers";
import { NO_CODE, type ProvenAccount } from "../proofs/account.ts";
import type { ProvenState } from "../proofs/state.ts";
import type { CheckResult } from "./check.ts";
import { resultOfFailure } from "./fault-result.ts";

/** How the check ended, and what it proved. */
export interface StateCheck {
  readonly result: CheckResult;
  readonly proven?: ProvenProgramme;
}

/** What everything else is compared with. */
export interface ProvenProgramme {
  readonly account: ProvenAccount;
  /** Head of the journal, of 160 bits. */
  readonly head: bigint;
  /** The company's share, in token units. */
  readonly company: bigint;
}

/** Proves the core's account and the word that holds the journal's head. */
export async function checkState(state: ProvenState, core: string): Promise<StateCheck> {
  const { number, stateRoot } = state.block;
  const subject = `the state of ${core} at block ${number}`;
  try {
    const [word = 0n] = await state.storage(core, [SLOTS.accounts]);
    // Proven along with its storage.
    const account = await state.account(core);
    if (account.codeHash === NO_CODE) return { result: missing(core, number, stateRoot) };
    const proven = { account, ...unpackAccounts(word) };
    return { result: verified(core, number, stateRoot, proven), proven };
  } catch (error) {
    return { result: resultOfFailure("state", error, subject, { core, stateRoot }) };
  }
}

function verified(core: string, block: bigint, stateRoot: string, proven: ProvenProgramme): CheckResult {
  const { account, head } = proven;
  return {
    check: "state",
    verdict: "verified",
    summary: `Account and journal's head of ${core} are proven under the state root of block ${block}.`,
    findings: [],
    evidence: {
      core,
      stateRoot,
      codeHash: account.codeHash,
      storageRoot: account.storageRoot,
      slot: SLOTS.accounts,
      journalHead: toBeHex(head, 20),
    },
  };
}

function missing(core: string, block: bigint, stateRoot: string): CheckResult {
  const message = `block ${block} is proven to have no contract at ${core}. Check the address and the block.`;
  return {
    check: "state",
    verdict: "mismatch",
    summary: `There is no contract at ${core}.`,
    findings: [{ code: "programme-missing", subject: core, message }],
    evidence: { core, stateRoot },
  };
}
