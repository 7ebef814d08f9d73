// The claim that the money is there: the token's balance of the programme covers all that it owes.

import { wordHex } from "../history/bytes.ts";
import type { History } from "../history/history.ts";
import { type BalanceSlot, balanceIn, balanceSlots } from "../money/balance-slots.ts";
import type { CheckResult, Finding } from "./check.ts";
import { resultOfFailure } from "./fault-result.ts";

/** Where the programme's balance of the token comes from. */
export interface MoneyProofs {
  /** Address of the programme. */
  readonly core: string;
  /** Proven words of a contract, in the order of the slots, each 32 bytes in hexadecimal. */
  words(contract: string, slots: readonly string[]): Promise<readonly bigint[]>;
  /** What the token answers to `balanceOf(core)`, in token units; reported, not proved. */
  balanceOf(token: string, account: string): Promise<bigint>;
}

/** The programme's balance of the token, and where it was proved; without a place it is only reported. */
interface Held {
  readonly balance: bigint;
  /** What the token answers, as the source tells it. */
  readonly reported: bigint;
  readonly place?: BalanceSlot;
}

/** Compares what the programme owes, by its events, with what it holds. */
export async function checkMoney(history: History, proofs: MoneyProofs): Promise<CheckResult> {
  const token = history.state.settings?.token;
  if (token === undefined) {
    const summary = "No event tells which token the programme uses.";
    return { check: "money", verdict: "unproved", summary, findings: [], evidence: {} };
  }
  try {
    return compare(history, token, await held(token, proofs));
  } catch (error) {
    return resultOfFailure("money", error, `the balance of ${proofs.core} at token ${token}`, { token });
  }
}

/**
 * Proves the balance. A token may keep it anywhere; among the usual places one word is not 0, and the token's own answer
 * says whether that is it.
 */
async function held(token: string, { core, words, balanceOf }: MoneyProofs): Promise<Held> {
  const reported = await balanceOf(token, core);
  const places = balanceSlots(core);
  const found = await words(
    token,
    places.map(({ slot }) => wordHex(slot)),
  );
  const used = places.filter((_, at) => found[at] !== 0n);
  const [place] = used;
  const word = place === undefined ? 0n : (found[places.indexOf(place)] ?? 0n);
  if (used.length === 1 && place !== undefined) return { balance: balanceIn(word), reported, place };
  const same = places.find((_, at) => reported !== 0n && balanceIn(found[at] ?? 0n) === reported);
  return same === undefined ? { balance: reported, reported } : { balance: reported, reported, place: same };
}

function compare({ state }: History, token: string, { balance, reported, place }: Held): CheckResult {
  const { owed, balances, pool, sales, people } = state;
  const stray = balance - owed;
  const evidence = {
    token,
    owed,
    balances,
    company: people.balanceOf(1),
    pool,
    escrow: sales.escrowed,
    held: balance,
    stray,
    ...(place === undefined ? {} : { slot: wordHex(place.slot), layout: place.layout }),
  };
  const sum = `${owed} token units are owed (balances, company's share, pool and escrow) and ${balance} are held`;
  const result = { check: "money", evidence } as const;
  // Nothing owed is covered whatever is held.
  const proven = place !== undefined || owed === 0n;
  if (stray < 0n) {
    const summary = `${sum}: ${-stray} are missing.`;
    return { ...result, verdict: proven ? "mismatch" : "unproved", summary, findings: [missing(owed, balance, token)] };
  }
  // A word that the token's answer does not confirm may be anything else that the token keeps about the programme.
  if (balance !== reported && owed > 0n) {
    const summary = `${sum} by the proven word, but the token is said to answer ${reported}.`;
    return { ...result, verdict: "unproved", summary, findings: [answeredOtherwise(token, balance, reported)] };
  }
  const surplus = stray === 0n ? "" : `; ${stray} came by other ways than sales and belong to nobody`;
  const findings = proven ? [] : [onlyReported(token, balance)];
  return { ...result, verdict: proven ? "verified" : "unproved", summary: `${sum}${surplus}.`, findings };
}

function missing(owed: bigint, found: bigint, token: string): Finding {
  return {
    code: "money-missing",
    subject: `token ${token}`,
    message: `The programme holds ${found} token units and owes ${owed}.`,
    expected: owed,
    found,
  };
}

function answeredOtherwise(token: string, expected: bigint, found: bigint): Finding {
  return {
    code: "balance-differs",
    subject: `token ${token}`,
    message: `The word that looks like the programme's balance has ${expected} token units, and the source says that the token answers ${found}: the source lies, or the word is something else. Ask another source.`,
    expected,
    found,
  };
}

function onlyReported(token: string, found: bigint): Finding {
  return {
    code: "balance-only-reported",
    subject: `token ${token}`,
    message: `The token keeps the programme's balance at no usual place of its storage: ${found} token units are what the source answers, and not proved.`,
    found,
  };
}
