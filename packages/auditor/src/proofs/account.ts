import { decodeRlp, isHexString } from "ethers";
import type { RawProof } from "../chain/source.ts";
import { ProofForeign, ProofInvalid, ProvenDiffers } from "./faults.ts";
import { EMPTY_ROOT, ProvenTrie } from "./trie.ts";

/** Hash of no code at all. */
export const NO_CODE = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470";

/** An account, proven; one that the chain does not know has no balance, no code and no storage. */
export interface ProvenAccount {
  /** As it was asked for. */
  readonly address: string;
  /** In wei. */
  readonly balance: bigint;
  readonly nonce: bigint;
  readonly codeHash: string;
  readonly storageRoot: string;
}

/**
 * Proves an account of a block.
 * @param stateRoot Of the block's header, which is proven itself.
 * @throws ProofForeign if it is another account's, ProofInvalid if it does not lead to the root, ProvenDiffers if it
 *   proves something else than the answer says.
 */
export async function proveAccount(stateRoot: string, address: string, raw: RawProof): Promise<ProvenAccount> {
  if (raw.address.toLowerCase() !== address.toLowerCase()) throw new ProofForeign("the account", address, raw.address);
  const what = `the account ${address}`;
  const trie = await ProvenTrie.of(stateRoot, [raw.accountProof], what);
  const account = readAccount(address, await trie.get(address, what), stateRoot);
  checkSaid(`balance of ${address}`, account.balance, raw.balance);
  checkSaid(`nonce of ${address}`, account.nonce, raw.nonce);
  checkSaid(`code hash of ${address}`, account.codeHash, raw.codeHash);
  checkSaid(`storage root of ${address}`, account.storageRoot, raw.storageHash);
  return account;
}

function checkSaid(what: string, proven: string | bigint, said: string | bigint): void {
  if (proven !== said) throw new ProvenDiffers(what, proven.toString(), said.toString());
}

function readAccount(address: string, value: string | undefined, root: string): ProvenAccount {
  if (value === undefined) return { address, balance: 0n, nonce: 0n, codeHash: NO_CODE, storageRoot: EMPTY_ROOT };
  const fields = decodeRlp(value);
  const [nonce, balance, storageRoot, codeHash] = Array.isArray(fields) ? fields : [];
  if (!isWord(storageRoot) || !isWord(codeHash)) throw new ProofInvalid(`the account ${address}`, root);
  return { address, balance: toInteger(balance), nonce: toInteger(nonce), codeHash, storageRoot };
}

const isWord = (value: unknown): value is string => isHexString(value, 32);
const toInteger = (value: unknown) => (typeof value === "string" && value !== "0x" ? BigInt(value) : 0n);

/**
 * Proves storage words of an account.
 * @param storageRoot Of the account, which is proven itself.
 * @param slots 32 bytes each, in hex. @param proofs One a slot, in order.
 * @returns The words, in order of the slots; 0 where nothing is stored.
 * @throws ProofForeign, ProofInvalid, ProvenDiffers
 */
export async function proveStorage(
  storageRoot: string,
  slots: readonly string[],
  { storage }: Pick<RawProof, "storage">,
): Promise<readonly bigint[]> {
  const trie = await ProvenTrie.of(
    storageRoot,
    storage.map(({ proof }) => proof),
    "the storage",
  );
  const words: bigint[] = [];
  for (const [i, slot] of slots.entries()) {
    const given = storage[i];
    if (given?.slot !== slot.toLowerCase()) throw new ProofForeign("the slot", slot, given?.slot ?? "none");
    const value = await trie.get(slot, `slot ${slot}`);
    const word = value === undefined ? 0n : toInteger(decodeRlp(value));
    checkSaid(`slot ${slot}`, word, given.value);
    words.push(word);
  }
  return words;
}
