import type { CheckName } from "../../checks/check.ts";

/** A check's claim for somebody who has never seen a blockchain. */
export interface Claim {
  readonly question: string;
  readonly how: string;
}

export const CLAIMS: Readonly<Record<CheckName, Claim>> = {
  code: {
    question: "Does the programme run the published rules?",
    how: "The program code that the chain runs was compared with the published source code, byte by byte.",
  },
  block: {
    question: "Is it the real chain, at the named moment?",
    how: "The fingerprint of the block was computed anew from its contents and compared with the one that the auditor named.",
  },
  state: {
    question: "Are the balances those of that moment?",
    how: "The values in the programme's storage were proved against the block, without trusting whoever delivered them.",
  },
  journal: {
    question: "Is the history complete?",
    how: "Every event since the first is linked into one running fingerprint. It was computed anew: an event that was missing, added, changed or moved in time would give another one.",
  },
  storage: {
    question: "Does the history explain every balance?",
    how: "All people, sales, plans and balances were rebuilt from the events alone and compared with what the chain stores.",
  },
  amounts: {
    question: "Was everybody paid the right amount?",
    how: "A second calculation, which shares no code with the programme, worked out every commission of every sale from the plan.",
  },
  money: {
    question: "Is the money there?",
    how: "What the programme holds was compared with all that it owes to people, buyers and the company.",
  },
  powers: {
    question: "Who may intervene, and who did?",
    how: "Every grant of a right and every use of one is in the history, so the list of them is complete.",
  },
};
