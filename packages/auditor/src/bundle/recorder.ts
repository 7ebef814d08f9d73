import { SourceFault } from "../chain/fault.ts";
import { WholeFile } from "../chain/files/whole-file.ts";
import type { Parties, RawEntry, RawHeader, RawProof, Source, SourceCost } from "../chain/source.ts";
import { visibleJson } from "../text/visible.ts";
import { type Answer, type Question, questionKey, writeAnswer } from "./answers.ts";
import { type Attachments, type BundleHead, type EntriesHead, entriesKey, FORMAT, VERSION } from "./format.ts";
import { isPacked, NodePool, type PackedProof, unpackProof } from "./nodes.ts";
import { writeFault } from "./recorded-fault.ts";
import { EntrySpool } from "./spool.ts";

/**
 * Records what an audit reads, and writes it into a bundle with which the audit can be repeated offline. What is asked
 * twice is answered the same twice.
 */
export class EvidenceRecorder {
  readonly #path: string;
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #spools = new Map<string, EntrySpool>();
  readonly #pool = new NodePool();
  #sources = 0;

  /** @param path The bundle's file; what is being recorded lies beside it until then. */
  constructor(path: string) {
    this.#path = path;
  }

  /** A source that gives what this one gives, and is recorded. The first is the one that is audited. */
  record(source: Source): Source {
    this.#sources += 1;
    return new RecordingSource(source, this.#sources - 1, this);
  }

  /**
   * Writes the bundle, whole or not at all. Records nothing afterwards.
   * @returns SHA-256 of its lines but the last, in hex, which that last line has as well.
   */
  async write(head: Omit<BundleHead, "sources" | "version">, attachments: Attachments = {}): Promise<string> {
    const file = await WholeFile.begin(this.#path);
    try {
      await file.line(asLine({ format: FORMAT, version: VERSION, ...head, sources: this.#sources }));
      await this.#writeAnswers(file);
      for (const name of Object.keys(attachments).sort()) {
        await file.line(asLine({ attachment: name, is: attachments[name] }));
      }
      await this.#writeEntries(file);
      const sha256 = await file.digest();
      await file.line(asLine({ end: file.lines, sha256 }));
      await file.finish();
      return sha256;
    } catch (error) {
      await file.discard();
      throw error;
    } finally {
      await this.discard();
    }
  }

  /** Leaves nothing behind of what is not written. */
  async discard(): Promise<void> {
    for (const spool of this.#spools.values()) await spool.discard();
  }

  /** @internal Asks once, and remembers what came back. */
  async answer(
    source: number,
    question: Question,
    of: readonly string[],
    ask: () => Promise<unknown>,
  ): Promise<unknown> {
    const key = questionKey(source, question, of);
    const known = this.#answers.get(key) ?? asAnswer(ask);
    this.#answers.set(key, known);
    const answer = await known.catch((error: unknown) => {
      // A bug, and no evidence of anything: not to be recorded.
      this.#answers.delete(key);
      throw error;
    });
    if ("failed" in answer) throw answer.failed;
    return answer.is;
  }

  /** @internal */
  pack(proof: RawProof): PackedProof {
    return this.#pool.pack(proof);
  }

  /** @internal */
  unpack(proof: PackedProof): RawProof {
    return unpackProof(proof, this.#pool.nodes);
  }

  /** @internal */
  async *entries(head: EntriesHead, open: () => AsyncIterable<readonly RawEntry[]>) {
    const key = entriesKey(head);
    const known = this.#spools.get(key);
    if (known?.ended || known?.failed) yield* known.pages();
    else yield* this.#spooled(key, open);
  }

  async *#spooled(key: string, open: () => AsyncIterable<readonly RawEntry[]>): AsyncGenerator<readonly RawEntry[]> {
    const spool = await EntrySpool.begin(`${this.#path}.${process.pid}.${this.#spools.size}.partial`);
    await this.#spools.get(key)?.discard();
    this.#spools.set(key, spool);
    try {
      for await (const page of open()) {
        await spool.append(page);
        yield page;
      }
      spool.end();
    } catch (error) {
      if (error instanceof SourceFault) spool.fail(error);
      throw error;
    }
  }

  /** Nodes are numbered anew, so that their order does not tell what was asked first. */
  async #writeAnswers(file: WholeFile): Promise<void> {
    const sorted = new NodePool();
    const lines: string[] = [];
    for (const key of [...this.#answers.keys()].sort()) {
      const answer = await this.#answers.get(key);
      if (answer !== undefined) lines.push(asLine(writeAnswer(key, this.#renumbered(answer, sorted))));
    }
    for (const node of sorted.nodes) await file.line(asLine({ node }));
    for (const line of lines) await file.line(line);
  }

  #renumbered(answer: Answer, sorted: NodePool): Answer {
    if ("failed" in answer || !isPacked(answer.is)) return answer;
    return { is: sorted.pack(this.unpack(answer.is)) };
  }

  async #writeEntries(file: WholeFile): Promise<void> {
    for (const key of [...this.#spools.keys()].sort()) {
      const spool = this.#spools.get(key);
      if (spool === undefined) continue;
      const failed = spool.failed === undefined ? {} : { failed: writeFault(spool.failed) };
      const head = { entries: JSON.parse(key) as unknown, count: spool.count, ended: spool.ended, ...failed };
      await file.line(asLine(head));
      for await (const line of spool.lines()) await file.line(line);
    }
  }
}

/** What an endpoint said, and what a report quotes, is in some lines. */
const asLine = (value: object) => visibleJson(JSON.stringify(value));

async function asAnswer(ask: () => Promise<unknown>): Promise<Answer> {
  try {
    return { is: await ask() };
  } catch (error) {
    if (error instanceof SourceFault) return { failed: error };
    throw error;
  }
}

class RecordingSource implements Source {
  readonly name: string;
  readonly #inner: Source;
  readonly #number: number;
  readonly #recorder: EvidenceRecorder;

  constructor(inner: Source, number: number, recorder: EvidenceRecorder) {
    this.name = inner.name;
    this.#inner = inner;
    this.#number = number;
    this.#recorder = recorder;
  }

  get cost(): SourceCost {
    return this.#inner.cost;
  }

  chainId(): Promise<bigint> {
    return this.#ask("chainId", [], () => this.#inner.chainId());
  }

  newest(): Promise<string> {
    return this.#ask("newest", [], () => this.#inner.newest());
  }

  hashAt(number: bigint): Promise<string> {
    return this.#ask("hashAt", [number.toString()], () => this.#inner.hashAt(number));
  }

  header(block: string): Promise<RawHeader> {
    return this.#ask("header", [block], () => this.#inner.header(block));
  }

  async proof(block: string, address: string, slots: readonly string[]): Promise<RawProof> {
    const ask = async () => this.#recorder.pack(await this.#inner.proof(block, address, slots));
    return this.#recorder.unpack(await this.#ask("proof", [block, address, ...slots], ask));
  }

  code(block: string, address: string): Promise<string> {
    return this.#ask("code", [block, address], () => this.#inner.code(block, address));
  }

  call(block: string, to: string, data: string): Promise<string> {
    return this.#ask("call", [block, to, data], () => this.#inner.call(block, to, data));
  }

  entries(block: string, address: string, from: bigint): AsyncIterable<readonly RawEntry[]> {
    const head = { source: this.#number, block, address, from };
    return this.#recorder.entries(head, () => this.#inner.entries(block, address, from));
  }

  transfers(block: string, token: string, from: bigint, parties: Parties): AsyncIterable<readonly RawEntry[]> {
    const head = { source: this.#number, block, address: token, from, parties };
    return this.#recorder.entries(head, () => this.#inner.transfers(block, token, from, parties));
  }

  async #ask<T>(question: Question, of: readonly string[], ask: () => Promise<T>): Promise<T> {
    return (await this.#recorder.answer(this.#number, question, of, ask)) as T;
  }
}
