import { explainError } from "@upline/protocol";

/**
 * Why a node did not take a transaction.
 * - `known`: it has this very transaction already.
 * - `nonceUsed`: one of the same number is in a block.
 * - `underpriced`: one of the same number waits, and this one does not offer enough more.
 * - `unfunded`: the account has too little for it.
 * - `unreachable`: nobody knows whether it arrived.
 * - `other`: it will not take it.
 */
export type Refusal = "known" | "nonceUsed" | "underpriced" | "unfunded" | "unreachable" | "other";

/** Each client has words of its own. */
const PHRASES: readonly (readonly [RegExp, Refusal])[] = [
  [/already known|already imported|known transaction|AlreadyKnown|ALREADY_EXISTS/i, "known"],
  [/nonce too low|nonce.*already been used|OldNonce|NONCE_EXPIRED/i, "nonceUsed"],
  [/underpriced|fee too low|FeeTooLow|ReplacementNotAllowed/i, "underpriced"],
  [/insufficient funds|enough funds|INSUFFICIENT_FUNDS/i, "unfunded"],
];

/** Names of failures after which nobody knows what arrived. */
const UNREACHABLE = ["NETWORK_ERROR", "SERVER_ERROR", "TIMEOUT", "UNKNOWN"];

/** Reads out of an error why a node did not take a transaction. */
export function refusalOf(error: unknown): Refusal {
  const { name, args } = explainError(error);
  const text = [name, args["message"], error instanceof Error ? error.message : ""].join(" ");
  const found = PHRASES.find(([phrase]) => phrase.test(text))?.[1];
  return found ?? (UNREACHABLE.includes(name) && !isAnswer(error) ? "unreachable" : "other");
}

/** Whether it is the node's own answer, in JSON-RPC. */
function isAnswer(error: unknown): boolean {
  const told = (error as { readonly error?: { readonly code?: unknown } } | null)?.error;
  return typeof told?.code === "number";
}
