import type { CheckName } from "../../packages/auditor/src/index.ts";
import type { Audited } from "../helpers/audited.ts";
import type { Asked, Endpoint } from "../helpers/endpoint.ts";

/** What a lying endpoint lies about, and what the audit has to say of it. */
export interface Lie {
  /** As in "an endpoint that …". */
  readonly name: string;
  /** The check that finds it, and the code of its finding. */
  readonly found: readonly [check: CheckName, code: string];
  readonly verdict: "mismatch" | "unproved";
  /** Code of the finding that says what is wrong with the events of which block. */
  readonly located?: string;
  /** The block that is audited, if not the world's. */
  readonly audits?: (world: World) => string;
  tell(endpoint: Endpoint, world: World): void;
}

/** What a liar knows. */
export interface World extends Audited {
  /** All events up to the audited block. */
  readonly logs: readonly Log[];
  /** An answer of the honest chain. */
  ask(method: string, ...params: unknown[]): Promise<unknown>;
  /** Answers of the honest chain about the block before the audited one, and an older one, and a fork's. */
  readonly before: Answers;
  readonly older: Answers;
  readonly forked: Answers;
}

/** What a node says of one block. */
export interface Answers {
  readonly header: Fields;
  readonly proof: Fields;
  readonly logs: readonly Log[];
}

export type Fields = Readonly<Record<string, unknown>>;

/** An event as a node gives it. */
export interface Log extends Fields {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly logIndex: string;
  readonly blockTimestamp: string;
}

type Change = (result: never, asked: Asked) => unknown;

/** Changes what is answered to one method; null is not changed. */
export function changing(method: string, change: Change): Lie["tell"] {
  return (endpoint) => {
    endpoint.change = (asked, result) =>
      asked.method === method && result !== null ? change(result as never, asked) : result;
  };
}

/** Tells another history, whatever part of it is asked for. */
export function telling(change: (logs: readonly Log[], world: World) => readonly Log[]): Lie["tell"] {
  return (endpoint, world) => {
    const told = change(world.logs, world);
    endpoint.stead = ({ method, params }) => {
      const [filter] = params as [{ fromBlock: string; toBlock: string }];
      const isAsked = ({ blockNumber }: Log) =>
        BigInt(blockNumber) >= BigInt(filter.fromBlock) && BigInt(blockNumber) <= BigInt(filter.toBlock);
      return method === "eth_getLogs" ? told.filter(isAsked) : undefined;
    };
  };
}

/** Changes the answer to every request for events. */
export function answering(change: (logs: Log[]) => readonly Log[]): Lie["tell"] {
  return changing("eth_getLogs", (logs: Log[]) => change(logs));
}

/** The same with another hexadecimal digit at a place from the end. */
export function altered(hex: string, fromEnd = 1): string {
  const at = hex.length - fromEnd;
  const digit = ((Number.parseInt(hex.charAt(at), 16) + 1) % 16).toString(16);
  return `${hex.slice(0, at)}${digit}${hex.slice(at + 1)}`;
}

/** With another one in its place. */
export function withAt<T>(items: readonly T[], at: number, change: (item: T) => T): T[] {
  return items.map((item, i) => (i === (at < 0 ? items.length + at : at) ? change(item) : item));
}

/** What a node says when it is asked for a proof of as many slots, of none or of the journal's head. */
export function proofIn({ proof }: Answers, { params }: Asked): Fields {
  const [, slots] = params as [string, readonly string[]];
  return { ...proof, storageProof: (proof["storageProof"] as unknown[]).slice(0, slots.length) };
}

/** Answers as if the block were another one. */
export function instead({ header, logs, ...rest }: Answers): (asked: Asked) => unknown {
  return (asked) => {
    if (asked.method === "eth_getBlockByHash") return header;
    if (asked.method === "eth_getProof") return proofIn({ header, logs, ...rest }, asked);
    return asked.method === "eth_getLogs" ? logs : undefined;
  };
}
