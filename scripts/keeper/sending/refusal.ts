import { explainError } from "../../../packages/protocol/src/index.ts";
import { isDown } from "../chain/faults.ts";

/**
 * Why a node did not take a transaction.
 * - `known`: it has this very transaction already.
 * - `nonceUsed`: one of the same number is in a block.
 * - `underpriced`: one of the same number waits, and this one does not offer enough more.
 * - `unreachable`: nobody knows whether it arrived.
 * - `other`: it will not take it.
 */
export type Refusal = "known" | "nonceUsed" | "underpriced" | "unreachable" | "other";

/** Each client has words of its own: go-ethereum, Erigon, Nethermind, Besu, Hardhat. */
const PHRASES: readonly (readonly [RegExp, Refusal])[] = [
  [/already known|already imported|known transaction|AlreadyKnown|ALREADY_EXISTS/i, "known"],
  [/nonce too low|nonce.*already been used|OldNonce|NONCE_EXPIRED/i, "nonceUsed"],
  [/underpriced|fee too low|FeeTooLow|ReplacementNotAllowed/i, "underpriced"],
];

/** Reads out of an error why a node did not take a transaction. */
export function refusalOf(error: unknown): Refusal {
  const { name, args } = explainError(error);
  const text = [name, args["message"], error instanceof Error ? error.message : ""].join(" ");
  const found = PHRASES.find(([phrase]) => phrase.test(text))?.[1];
  return found ?? (isDown(error) || name === "TIMEOUT" ? "unreachable" : "other");
}
