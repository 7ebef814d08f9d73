import { keccak256 } from "ethers";
import { CodeForeign } from "./faults.ts";

/**
 * Checks code against the hash that an account's proof gave.
 * @throws CodeForeign
 */
export function proveCode(address: string, codeHash: string, code: string): void {
  const found = keccak256(code);
  if (found !== codeHash) throw new CodeForeign(address, codeHash, found);
}
