import { SourceFault } from "../chain/fault.ts";
import type { Parties, RawEntry, RawHeader, RawProof, Source, SourceCost } from "../chain/source.ts";
import { type Answer, type Question, questionKey } from "./answers.ts";
import { entriesKey } from "./format.ts";
import { type PackedProof, unpackProof } from "./nodes.ts";

/** The bundle has no answer to what is asked: it was recorded by another audit, or another version of it. */
export class BundleLacks extends SourceFault {
  override readonly name = "BundleLacks";
  override readonly code = "bundle-lacks";
  override readonly verdict = "unproved";

  constructor(question: string) {
    super(
      `the evidence bundle has no answer to ${question}`,
      { question },
      "Repeat the audit with the version and the options that recorded the bundle, or get a bundle with more in it.",
    );
  }
}

/** A recorded source: it answers what was asked when the bundle was recorded, failures included. */
export class BundleSource implements Source {
  readonly name = "the evidence bundle";
  readonly cost: SourceCost = { requests: 0, retries: 0, bytes: 0 };
  readonly #number: number;
  readonly #answers: ReadonlyMap<string, Answer>;
  readonly #nodes: readonly string[];
  readonly #entries: (key: string) => AsyncIterable<readonly RawEntry[]> | undefined;

  constructor(
    number: number,
    answers: ReadonlyMap<string, Answer>,
    nodes: readonly string[],
    entries: (key: string) => AsyncIterable<readonly RawEntry[]> | undefined,
  ) {
    this.#number = number;
    this.#answers = answers;
    this.#nodes = nodes;
    this.#entries = entries;
  }

  async chainId(): Promise<bigint> {
    return this.#answer("chainId", []);
  }

  async newest(): Promise<string> {
    return this.#answer("newest", []);
  }

  async hashAt(number: bigint): Promise<string> {
    return this.#answer("hashAt", [number.toString()]);
  }

  async header(block: string): Promise<RawHeader> {
    return this.#answer("header", [block]);
  }

  async proof(block: string, address: string, slots: readonly string[]): Promise<RawProof> {
    return unpackProof(this.#answer<PackedProof>("proof", [block, address, ...slots]), this.#nodes);
  }

  async code(block: string, address: string): Promise<string> {
    return this.#answer("code", [block, address]);
  }

  async call(block: string, to: string, data: string): Promise<string> {
    return this.#answer("call", [block, to, data]);
  }

  async *entries(block: string, address: string, from: bigint): AsyncGenerator<readonly RawEntry[]> {
    const pages = this.#entries(entriesKey({ source: this.#number, block, address, from }));
    if (pages === undefined) throw new BundleLacks(`the events of ${address} from block ${from} to ${block}`);
    yield* pages;
  }

  async *transfers(block: string, token: string, from: bigint, parties: Parties): AsyncGenerator<readonly RawEntry[]> {
    const pages = this.#entries(entriesKey({ source: this.#number, block, address: token, from, parties }));
    if (pages === undefined) throw new BundleLacks(`the transfers of ${token} from block ${from} to ${block}`);
    yield* pages;
  }

  /** The answer, whose shape was checked by its question when the bundle was opened. */
  #answer<T>(question: Question, of: readonly string[]): T {
    const answer = this.#answers.get(questionKey(this.#number, question, of));
    if (answer === undefined) throw new BundleLacks(`${question} ${of.slice(0, 3).join(" ")}`.trim());
    if ("failed" in answer) throw answer.failed;
    return answer.is as T;
  }
}
