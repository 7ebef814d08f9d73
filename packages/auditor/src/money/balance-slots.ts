import { keccak256 } from "@upline/engine";
import { readUint, writeUint } from "../history/bytes.ts";

const WORD = 32;
/** Plain tokens keep their balances in one of their first slots; proxies have some words before. */
const SLOTS_PROBED = 60;
/** Where OpenZeppelin's upgradeable ERC20 keeps its balances (ERC-7201, "openzeppelin.storage.ERC20"). */
const NAMESPACED = 0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00n;

/** A place where a token may keep an account's balance. */
export interface BalanceSlot {
  readonly slot: bigint;
  /** For people: which mapping. */
  readonly layout: string;
}

/** Where a token may keep an account's balance, the likeliest first. */
export function balanceSlots(account: string): readonly BalanceSlot[] {
  const who = BigInt(account);
  const plain = Array.from({ length: SLOTS_PROBED }, (_, at) => BigInt(at));
  return [
    ...plain.map((at) => ({ slot: hashOf(who, at), layout: `mapping at slot ${at}` })),
    { slot: hashOf(who, NAMESPACED), layout: "OpenZeppelin's namespaced mapping" },
    ...plain.map((at) => ({ slot: hashOf(at, who), layout: `mapping at slot ${at}, as Vyper hashes` })),
  ];
}

function hashOf(first: bigint, second: bigint): bigint {
  const both = new Uint8Array(2 * WORD);
  writeUint(first, both, 0, WORD);
  writeUint(second, both, WORD, WORD);
  return readUint(keccak256(both), 0, WORD);
}

/** Circle's tokens keep a blacklist's mark in the highest bit of a balance's word. */
export function balanceIn(word: bigint): bigint {
  return word & ((1n << 255n) - 1n);
}
