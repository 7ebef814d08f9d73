import { createMerkleProof, createMPT, type MerklePatriciaTrie } from "@ethereumjs/mpt";
import { encodeRlp, getBytes, hexlify, keccak256, stripZerosLeft, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import { readHeader } from "../../src/chain/header.ts";
import type { RawEntry, RawHeader, RawProof, Source, SourceCost } from "../../src/chain/source.ts";

/** A contract of a {@link FakeChain}. */
export interface FakeAccount {
  readonly address: string;
  readonly code: string;
  /** Words by slot, both as numbers; none is 0. */
  readonly words: ReadonlyMap<bigint, bigint>;
}

export const word = (value: bigint) => toBeHex(value, 32);
const quantity = (value: bigint) => (value === 0n ? "0x" : stripZerosLeft(toBeHex(value)));

/** One block with a real state: tries, proofs and a header that hash as on any chain. No node, no network. */
export class FakeChain implements Source {
  readonly name = "a fake chain";
  readonly cost: SourceCost = { requests: 0, retries: 0, bytes: 0 };
  readonly block: string;
  readonly rawHeader: RawHeader;
  readonly #events: readonly RawEntry[];
  readonly #state: MerklePatriciaTrie;
  readonly #storage: ReadonlyMap<string, MerklePatriciaTrie>;
  readonly #accounts: ReadonlyMap<string, FakeAccount>;

  private constructor(
    state: MerklePatriciaTrie,
    storage: ReadonlyMap<string, MerklePatriciaTrie>,
    accounts: readonly FakeAccount[],
    events: readonly RawEntry[],
  ) {
    this.#state = state;
    this.#storage = storage;
    this.#accounts = new Map(accounts.map((account) => [account.address.toLowerCase(), account]));
    this.#events = events;
    this.rawHeader = headerOf(hexlify(state.root()));
    this.block = readHeader(this.rawHeader).hash;
  }

  static async of(accounts: readonly FakeAccount[], events: readonly RawEntry[] = []): Promise<FakeChain> {
    const state = await createMPT({ useKeyHashing: true });
    const storage = new Map<string, MerklePatriciaTrie>();
    for (const { address, code, words } of accounts) {
      const trie = await createMPT({ useKeyHashing: true });
      for (const [slot, value] of words) await trie.put(getBytes(word(slot)), getBytes(encodeRlp(quantity(value))));
      const fields = ["0x01", "0x", hexlify(trie.root()), keccak256(code)];
      await state.put(getBytes(address), getBytes(encodeRlp(fields)));
      storage.set(address.toLowerCase(), trie);
    }
    return new FakeChain(state, storage, accounts, events);
  }

  async chainId(): Promise<bigint> {
    return 7n;
  }

  async newest(): Promise<string> {
    return this.block;
  }

  async hashAt(): Promise<string> {
    return this.block;
  }

  async header(): Promise<RawHeader> {
    return this.rawHeader;
  }

  async proof(_block: string, address: string, slots: readonly string[]): Promise<RawProof> {
    const trie = this.#storage.get(address.toLowerCase());
    const account = this.#accounts.get(address.toLowerCase());
    const empty = await createMPT();
    return {
      address: address.toLowerCase(),
      balance: 0n,
      nonce: account === undefined ? 0n : 1n,
      codeHash: keccak256(account?.code ?? "0x"),
      storageHash: hexlify((trie ?? empty).root()),
      accountProof: await provedBy(this.#state, address),
      storage: await Promise.all(
        slots.map(async (slot) => ({
          slot: slot.toLowerCase(),
          value: account?.words.get(BigInt(slot)) ?? 0n,
          proof: trie === undefined ? [] : await provedBy(trie, slot),
        })),
      ),
    };
  }

  async code(_block: string, address: string): Promise<string> {
    return this.#accounts.get(address.toLowerCase())?.code ?? "0x";
  }

  async call(): Promise<string> {
    return "0x2a";
  }

  async *entries(): AsyncGenerator<readonly RawEntry[]> {
    for (let from = 0; from < this.#events.length; from += 3) yield this.#events.slice(from, from + 3);
  }

  transfers(): AsyncGenerator<readonly RawEntry[]> {
    return this.entries();
  }
}

async function provedBy(trie: MerklePatriciaTrie, key: string): Promise<string[]> {
  return (await createMerkleProof(trie, getBytes(key))).map((node) => hexlify(node));
}

function headerOf(stateRoot: string): RawHeader {
  return {
    parentHash: ZeroHash,
    sha3Uncles: ZeroHash,
    miner: ZeroAddress,
    stateRoot,
    transactionsRoot: ZeroHash,
    receiptsRoot: ZeroHash,
    logsBloom: `0x${"00".repeat(256)}`,
    difficulty: "0x0",
    number: "0x10",
    gasLimit: "0x1c9c380",
    gasUsed: "0x0",
    timestamp: "0x6b000000",
    extraData: "0x",
    mixHash: ZeroHash,
    nonce: "0x0000000000000000",
    baseFeePerGas: "0x7",
  };
}

/** Some account, and some events of it. */
export const CORE = "0x00000000000000000000000000000000000c04e0";

export function someEvents(count: number): RawEntry[] {
  return Array.from({ length: count }, (_, i) => ({
    address: CORE,
    topics: [word(BigInt(i))],
    data: word(BigInt(i) * 3n),
    timestamp: 1_800_000_000n + BigInt(i),
    block: BigInt(i),
    transaction: word(BigInt(i) + 99n),
    index: 0,
  }));
}

/** A contract with so many words, each slot's own square. */
export function someAccount(words: number, address = CORE): FakeAccount {
  const slots = Array.from({ length: words }, (_, i) => BigInt(i) + 1n);
  return { address, code: "0x6001", words: new Map(slots.map((slot) => [slot, slot * slot])) };
}
