/** A transaction that was sent. */
export interface Sent {
  readonly hash: string;
  readonly from: string;
  readonly nonce: number;
  /** The latest block when it was sent. */
  readonly since: number;
  /** What it does, to recognise the same with another fee. */
  readonly to: string;
  readonly data: string;
  readonly value: bigint;
}

/** A transaction as it stands in a block. */
export interface Included {
  readonly hash: string;
  readonly from: string;
  readonly nonce: number;
  readonly to: string | null;
  readonly data: string;
  readonly value: bigint;
}

/** It is in a block, and did what it was to do. */
export interface Confirmed extends InBlock {
  readonly state: "confirmed";
}

/** It is in a block, and was refused there. */
export interface Failed extends InBlock {
  readonly state: "failed";
}

interface InBlock {
  readonly hash: string;
  readonly block: number;
  readonly blockHash: string;
}

/** What became of a transaction so far. */
export type Fate =
  | { readonly state: "pending" }
  /** `hash` is another one where the wallet sent the same again with another fee. */
  | Confirmed
  | Failed
  /** Another transaction of the same wallet took its place. */
  | { readonly state: "replaced" | "cancelled"; readonly hash: string };

/** What is asked to find it out. */
export interface FateReader {
  receipt(hash: string): Promise<{ block: number; blockHash: string; succeeded: boolean } | undefined>;
  /** How many transactions of an account are in blocks. */
  count(account: string): Promise<number>;
  latest(): Promise<number>;
  transactions(block: number): Promise<readonly Included[]>;
}

/** Blocks that are searched for what took a transaction's place. */
const SEARCHED = 50;

/** What became of a transaction so far. */
export async function fateOf(sent: Sent, reader: FateReader): Promise<Fate> {
  const own = await included(sent.hash, reader);
  if (own !== undefined) return own;
  if ((await reader.count(sent.from)) <= sent.nonce) return { state: "pending" };
  const other = await findOther(sent, reader);
  if (other === undefined) return { state: "pending" };
  const isSame = other.to === sent.to && other.data === sent.data && other.value === sent.value;
  if (isSame) return (await included(other.hash, reader)) ?? { state: "pending" };
  const isNothing = other.to === sent.from && other.data === "0x" && other.value === 0n;
  return { state: isNothing ? "cancelled" : "replaced", hash: other.hash };
}

async function included(hash: string, reader: FateReader): Promise<Fate | undefined> {
  const receipt = await reader.receipt(hash);
  if (receipt === undefined) return undefined;
  const { block, blockHash, succeeded } = receipt;
  const found = { hash, block, blockHash };
  return succeeded ? { state: "confirmed", ...found } : { state: "failed", ...found };
}

/** The transaction of the same account and number that is in a block. */
async function findOther({ from, nonce, since }: Sent, reader: FateReader): Promise<Included | undefined> {
  const latest = await reader.latest();
  for (let block = latest; block > since - 1 && block > latest - SEARCHED && block >= 0; block--) {
    const found = (await reader.transactions(block)).find((one) => one.from === from && one.nonce === nonce);
    if (found !== undefined) return found;
  }
  return undefined;
}
