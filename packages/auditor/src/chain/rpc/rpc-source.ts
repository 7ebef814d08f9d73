// A chain's endpoint as a source: what it answers is checked for its shape here, and proved elsewhere.
import { toQuantity, zeroPadValue } from "ethers";
import { HEADER_FIELDS, proveHeader } from "../header.ts";
import { TRANSFER } from "../read-transfer.ts";
import type { Fields } from "../shapes.ts";
import { toArray, toBytes, toNumber, toObject } from "../shapes.ts";
import type { Parties, RawEntry, RawHeader, RawProof, RawStorageProof, Source, SourceCost } from "../source.ts";
import { RpcConnection } from "./connection.ts";
import { findDeployment } from "./deployment.ts";
import { AnswerMalformed, AnswersDisagree, AnswerTooLarge, BlockUnknown, EndpointRefused } from "./faults.ts";
import type { RpcLimits } from "./limits.ts";
import { type ReadLog, readLogs } from "./logs.ts";
import type { PageKey, PageStore } from "./page-store.ts";
import { BlockPager } from "./pager.ts";

type Topics = readonly (string | readonly string[] | null)[];

const asTopic = (address: string) => zeroPadValue(address, 32);

/** An endpoint that speaks Ethereum's JSON-RPC over HTTP. */
export class RpcSource implements Source {
  readonly name: string;
  readonly #connection: RpcConnection;
  readonly #pages: PageStore | undefined;
  /** Whether it takes a block by its hash, as EIP-1898 has it; undefined until it was asked. */
  #takesHashes: boolean | undefined;
  readonly #numbers = new Map<string, bigint>();

  /** @param pages Where an interrupted fetch of events goes on. @throws EndpointInvalid if the URL is none of HTTP. */
  constructor(url: string, limits: Partial<RpcLimits> = {}, pages?: PageStore) {
    this.#pages = pages;
    this.#connection = new RpcConnection(url, limits);
    // Keys of endpoints are in their paths and queries.
    this.name = `the endpoint ${new URL(url).origin}`;
  }

  get cost(): SourceCost {
    return this.#connection.cost;
  }

  async chainId(): Promise<bigint> {
    return toNumber("the answer to eth_chainId", await this.#connection.request("eth_chainId", []));
  }

  async newest(): Promise<string> {
    const block = await this.#connection.request("eth_getBlockByNumber", ["latest", false]);
    return toBytes("the hash of the newest block", toObject("the newest block", block)["hash"], 32);
  }

  async hashAt(number: bigint): Promise<string> {
    const answer = await this.#connection.request("eth_getBlockByNumber", [toQuantity(number), false]);
    if (answer === null) throw new BlockUnknown(number.toString());
    return toBytes(`the hash of block ${number}`, toObject("a block", answer)["hash"], 32);
  }

  async header(block: string): Promise<RawHeader> {
    const answer = await this.#connection.request("eth_getBlockByHash", [block, false]);
    if (answer === null) throw new BlockUnknown(block);
    const fields: Fields = toObject("the header", answer);
    return Object.fromEntries(HEADER_FIELDS.flatMap((name) => (fields[name] == null ? [] : [[name, fields[name]]])));
  }

  async proof(block: string, address: string, slots: readonly string[]): Promise<RawProof> {
    const most = this.#connection.limits.slots;
    let whole = await this.#proofOf(block, address, slots.slice(0, most));
    for (let from = most; from < slots.length; from += most) {
      whole = joined(whole, await this.#proofOf(block, address, slots.slice(from, from + most)));
    }
    return whole;
  }

  async code(block: string, address: string): Promise<string> {
    return toBytes("the answer to eth_getCode", await this.#at(block, "eth_getCode", [address]));
  }

  async call(block: string, to: string, data: string): Promise<string> {
    return toBytes("the answer to eth_call", await this.#at(block, "eth_call", [{ to, data }]));
  }

  async *entries(block: string, address: string, from: bigint): AsyncGenerator<readonly RawEntry[]> {
    const last = await this.#numberOf(block);
    const key: PageKey = { block, address: address.toLowerCase(), from };
    let next = from;
    for await (const { to, entries } of this.#pages?.read(key) ?? []) {
      if (entries.length > 0) yield entries;
      next = to + 1n;
    }
    const first = next > from ? next : await this.#firstPage(key.address, from, last);
    const pager = new BlockPager((start, to) => this.#logs(key.address, start, to), this.#connection.limits.blocks);
    for await (const { to, found } of pager.pages(first, last)) {
      const entries = await this.#timed(found);
      await this.#pages?.append(key, { to, entries });
      if (entries.length > 0) yield entries;
    }
  }

  async *transfers(block: string, token: string, from: bigint, { senders, recipients }: Parties) {
    const last = await this.#numberOf(block);
    const topics = [TRANSFER, ...[senders, recipients].map((some) => (some.length === 0 ? null : some.map(asTopic)))];
    const read = (start: bigint, to: bigint) => this.#logs(token.toLowerCase(), start, to, topics);
    const pager = new BlockPager(read, this.#connection.limits.blocks);
    for await (const { found } of pager.pages(from, last)) if (found.length > 0) yield await this.#timed(found);
  }

  /** Where to begin: at the deployment, if the endpoint says where it was and gives events of that very block. */
  async #firstPage(address: string, from: bigint, last: bigint): Promise<bigint> {
    const codeAt = async (block: bigint) => {
      const code = await this.#connection.request("eth_getCode", [address, toQuantity(block)]);
      return toBytes("the answer to eth_getCode", code) !== "0x";
    };
    const deployed = await findDeployment(from, last, codeAt);
    if (deployed === from) return from;
    // A programme's deployment always has events. Where it has none, the endpoint does not know the past.
    return (await this.#logs(address, deployed, deployed)).length > 0 ? deployed : from;
  }

  async #logs(address: string, from: bigint, to: bigint, topics?: Topics): Promise<readonly ReadLog[]> {
    const range = { address, fromBlock: toQuantity(from), toBlock: toQuantity(to) };
    const filter = topics === undefined ? range : { ...range, topics };
    return readLogs(await this.#connection.request("eth_getLogs", [filter]), { address, from, to });
  }

  /** Adds the times of the blocks where the endpoint did not give them with the events. */
  async #timed(logs: readonly ReadLog[]): Promise<readonly RawEntry[]> {
    const lacking = logs.filter(({ timestamp }) => timestamp === undefined);
    const hashes = [...new Set(lacking.map(({ blockHash }) => blockHash))];
    const asked = hashes.map((hash) => [hash, false]);
    const blocks = await this.#connection.requestAll("eth_getBlockByHash", asked);
    const times = new Map(hashes.map((hash, i) => [hash, timeOf(hash, blocks[i])]));
    return logs.map(({ blockHash, timestamp, ...log }) => ({
      ...log,
      timestamp: timestamp ?? times.get(blockHash) ?? timeOf(blockHash, null),
    }));
  }

  /**
   * The number of a block, by a header that hashes to the block: a number that is believed could be without end.
   * @throws HeaderForeign
   */
  async #numberOf(block: string): Promise<bigint> {
    const known = this.#numbers.get(block);
    if (known !== undefined) return known;
    const { number } = proveHeader(block, await this.header(block));
    this.#numbers.set(block, number);
    return number;
  }

  async #proofOf(block: string, address: string, slots: readonly string[]): Promise<RawProof> {
    try {
      return readProof(await this.#at(block, "eth_getProof", [address, slots]), slots.length);
    } catch (error) {
      const isTooMuch = error instanceof EndpointRefused || error instanceof AnswerTooLarge;
      if (!isTooMuch || slots.length < 2) throw error;
      const half = Math.ceil(slots.length / 2);
      const first = await this.#proofOf(block, address, slots.slice(0, half)).catch(() => undefined);
      // Where the smaller one is refused as well, what the endpoint said of the whole is the reason.
      if (first === undefined) throw error;
      return joined(first, await this.#proofOf(block, address, slots.slice(half)));
    }
  }

  /** A request about the state of a block: by its hash, or by its number where the endpoint does not take hashes. */
  async #at(block: string, method: string, params: readonly unknown[]): Promise<unknown> {
    if (this.#takesHashes === false) return this.#byNumber(block, method, params);
    try {
      const result = await this.#connection.request(method, [...params, { blockHash: block }]);
      this.#takesHashes = true;
      return result;
    } catch (error) {
      if (!(error instanceof EndpointRefused) || this.#takesHashes) throw error;
      const result = await this.#byNumber(block, method, params);
      this.#takesHashes = false;
      return result;
    }
  }

  async #byNumber(block: string, method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#connection.request(method, [...params, toQuantity(await this.#numberOf(block))]);
  }
}

function timeOf(hash: string, block: unknown): bigint {
  if (block === null || block === undefined) throw new BlockUnknown(hash);
  return toNumber("a block's timestamp", toObject("a block", block)["timestamp"]);
}

function readProof(answer: unknown, slots: number): RawProof {
  const fields = toObject("the answer to eth_getProof", answer);
  const storage = toArray("the storage proofs", fields["storageProof"]);
  if (storage.length !== slots) {
    throw new AnswerMalformed("eth_getProof", `proves ${storage.length} slots, asked for ${slots}`);
  }
  return {
    address: toBytes("the proof's address", fields["address"], 20),
    balance: toNumber("the proof's balance", fields["balance"]),
    nonce: toNumber("the proof's nonce", fields["nonce"]),
    codeHash: toBytes("the proof's code hash", fields["codeHash"], 32),
    storageHash: toBytes("the proof's storage hash", fields["storageHash"], 32),
    accountProof: nodes(fields["accountProof"]),
    storage: storage.map(readStorageProof),
  };
}

function readStorageProof(value: unknown): RawStorageProof {
  const fields = toObject("a storage proof", value);
  return {
    slot: `0x${toNumber("a proof's slot", fields["key"]).toString(16).padStart(64, "0")}`,
    value: toNumber("a slot's value", fields["value"]),
    proof: nodes(fields["proof"]),
  };
}

function nodes(value: unknown): readonly string[] {
  return toArray("a proof", value).map((node) => toBytes("a node of a proof", node));
}

/** Two proofs of slots of the same account at the same block. */
function joined(first: RawProof, second: RawProof): RawProof {
  const [root, other] = [first.accountProof.join(), second.accountProof.join()];
  if (root !== other) throw new AnswersDisagree("the account's proof", first.storageHash, second.storageHash);
  return { ...first, storage: [...first.storage, ...second.storage] };
}
