// What an audit reads, whoever gives it. Nothing that comes through here is believed: `proofs/` and `history/` prove it.

/** A block's header, as `eth_getBlockByHash` names its fields; which fields it has depends on the chain's fork. */
export type RawHeader = Readonly<Record<string, unknown>>;

/** The answer of `eth_getProof`. */
export interface RawProof {
  readonly address: string;
  readonly balance: bigint;
  readonly nonce: bigint;
  readonly codeHash: string;
  readonly storageHash: string;
  /** Trie nodes from the state's root down, RLP in hex. */
  readonly accountProof: readonly string[];
  readonly storage: readonly RawStorageProof[];
}

export interface RawStorageProof {
  /** 32 bytes in hex. */
  readonly slot: string;
  readonly value: bigint;
  /** Trie nodes from the account's storage root down, RLP in hex. */
  readonly proof: readonly string[];
}

/** One event of the core, as a source tells it. Only address, topics, data and time are proved by the journal. */
export interface RawEntry {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  /** Time of its block, in seconds since 1970. */
  readonly timestamp: bigint;
  /** Where the source says that it lies. Not proved by the journal; for people who look it up. */
  readonly block: bigint;
  readonly transaction: string;
  /** Its place among all logs of its block. */
  readonly index: number;
}

/** Between whom transfers of a token are wanted: addresses, in lower case; an empty list is anybody. */
export interface Parties {
  readonly senders: readonly string[];
  readonly recipients: readonly string[];
}

/** How far a source has got, and what it has cost. */
export interface SourceCost {
  readonly requests: number;
  readonly retries: number;
  /** Received. */
  readonly bytes: number;
}

/** Where an audit reads from: an endpoint, an evidence bundle, an export of events. */
export interface Source {
  /** For people: what it is, for example `the endpoint http://127.0.0.1:8545`. */
  readonly name: string;
  readonly cost: SourceCost;
  chainId(): Promise<bigint>;
  /** Hash of the newest block; what to audit if nobody names a block, which the report then says. */
  newest(): Promise<string>;
  /** Hash of the block that the source says is the chain's at that height. */
  hashAt(number: bigint): Promise<string>;
  header(block: string): Promise<RawHeader>;
  /** @param block Hash of a block. @param slots 32 bytes each, in hex. */
  proof(block: string, address: string, slots: readonly string[]): Promise<RawProof>;
  code(block: string, address: string): Promise<string>;
  /** Any read-only call: what it answers is reported, never proved. */
  call(block: string, to: string, data: string): Promise<string>;
  /**
   * All events of a contract from its deployment to the block, oldest first, in pages of the source's own size.
   * @param from First block that can have one, for example of a checkpoint; 0 from the start.
   */
  entries(block: string, address: string, from: bigint): AsyncIterable<readonly RawEntry[]>;
  /**
   * A token's `Transfer` events between some parties up to the block, oldest first, in pages of the source's own size. No
   * proof covers them: the source may leave out and invent what it likes.
   * @param from First block that is asked for.
   * @throws SourceFault also where the source has no such events.
   */
  transfers(block: string, token: string, from: bigint, parties: Parties): AsyncIterable<readonly RawEntry[]>;
}
