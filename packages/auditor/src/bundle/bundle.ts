import { createHash } from "node:crypto";
import { readEntry, toDecimal } from "../chain/entry-line.ts";
import { FileMalformed } from "../chain/files/faults.ts";
import { type Line, LineFile, parseLine } from "../chain/files/lines.ts";
import { type Fields, toArray, toBytes } from "../chain/shapes.ts";
import type { Parties, RawEntry, Source } from "../chain/source.ts";
import { type Answer, readAnswer } from "./answers.ts";
import { BundleSource } from "./bundle-source.ts";
import { ATTACHMENT_NAME, type BundleHead, entriesKey, FORMAT, LACKING, VERSION } from "./format.ts";
import { type RecordedFault, readFault } from "./recorded-fault.ts";
import { PAGE } from "./spool.ts";

const WHAT = "the evidence bundle";

/** What a bundle may be at most: it comes from somebody else. */
export interface BundleLimits {
  /** Bytes of a line. */
  readonly line: number;
  /** Bytes of everything but the events, which are not kept in memory. */
  readonly kept: number;
}

export const BUNDLE_LIMITS: BundleLimits = { line: 64 * 1024 * 1024, kept: 512 * 1024 * 1024 };

/** Where the events of one question are. */
interface Section {
  readonly count: number;
  readonly ended: boolean;
  readonly failed: RecordedFault | undefined;
  /** The line after the section's head. */
  readonly start: number;
  readonly number: number;
}

/** An evidence bundle, checked whole before anything of it is used. */
export class Bundle {
  readonly head: BundleHead;
  readonly attachments: ReadonlyMap<string, unknown>;
  /** SHA-256 of its lines but the last, in hex. */
  readonly sha256: string;
  readonly #file: LineFile;
  readonly #read: BundleReader;

  private constructor(file: LineFile, read: BundleReader, head: BundleHead, sha256: string) {
    this.head = head;
    this.attachments = read.attachments;
    this.sha256 = sha256;
    this.#file = file;
    this.#read = read;
  }

  /**
   * Opens a bundle. Reads it once to its end; the events are read again when they are asked for.
   * @throws FileMalformed if it was cut off or altered, is too large, or is none.
   */
  static async open(path: string, limits: Partial<BundleLimits> = {}): Promise<Bundle> {
    const { line, kept } = { ...BUNDLE_LIMITS, ...limits };
    const file = await LineFile.open(WHAT, path, line);
    try {
      const reader = new BundleReader(kept);
      const [head, sha256] = await reader.read(file);
      return new Bundle(file, reader, head, sha256);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** What an audit asks for now and did not when the bundle was recorded; its report says less, therefore. */
  get lacks(): string | undefined {
    return LACKING.get(this.head.version);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** One of the recorded sources. @param number From 0, below `head.sources`; 0 is the one that was audited. */
  source(number = 0): Source {
    const { answers, nodes } = this.#read;
    return new BundleSource(number, answers, nodes, (key) => this.#entries(key));
  }

  #entries(key: string): AsyncGenerator<readonly RawEntry[]> | undefined {
    const section = this.#read.sections.get(key);
    return section === undefined ? undefined : this.#pages(section);
  }

  async *#pages({ count, start, number, failed, ended }: Section): AsyncGenerator<readonly RawEntry[]> {
    let page: RawEntry[] = [];
    let left = count;
    for await (const line of count === 0 ? [] : this.#file.lines(start, number)) {
      page.push(lineChecked(line, () => readEntry(parseLine(WHAT, line))));
      left -= 1;
      if (page.length === PAGE || left === 0) {
        yield page;
        page = [];
      }
      if (left === 0) break;
    }
    if (failed !== undefined) throw failed;
    if (!ended) throw new FileMalformed(WHAT, 0, "has no more events: the audit that recorded it read no further");
  }
}

/** Reads a bundle's lines, one kind after the other. */
class BundleReader {
  readonly answers = new Map<string, Answer>();
  readonly nodes: string[] = [];
  readonly attachments = new Map<string, unknown>();
  readonly sections = new Map<string, Section>();
  readonly #most: number;
  #kept = 0;
  /** Events that are still to come of the present section. */
  #entries = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async read(file: LineFile): Promise<readonly [BundleHead, string]> {
    const hash = createHash("sha256");
    let head: BundleHead | undefined;
    let sha256: string | undefined;
    for await (const line of file.lines()) {
      const fields = parseLine(WHAT, line);
      if (sha256 !== undefined) throw new FileMalformed(WHAT, line.number, "comes after the end");
      if (fields["end"] !== undefined) sha256 = this.#checkEnd(fields, line, hash.copy().digest("hex"));
      else if (head === undefined) head = lineChecked(line, () => readHead(fields, line));
      else lineChecked(line, () => this.#line(fields, line));
      hash.update(line.bytes);
    }
    if (head === undefined || sha256 === undefined) {
      throw new FileMalformed(WHAT, 0, "has no end: it was cut off, or is no evidence bundle");
    }
    return [head, sha256];
  }

  #line(fields: Fields, line: Line): void {
    if (this.#entries > 0) {
      readEntry(fields);
      this.#entries -= 1;
      return;
    }
    this.#kept += line.end - line.start;
    if (this.#kept > this.#most)
      throw new FileMalformed(WHAT, line.number, `has more than ${this.#most} bytes of proofs`);
    if (fields["node"] !== undefined) this.nodes.push(toBytes("a node", fields["node"]));
    else if (fields["answer"] !== undefined) this.#add(this.answers, ...readAnswer(fields), line);
    else if (fields["attachment"] !== undefined) this.#attach(fields, line);
    else if (fields["entries"] !== undefined) this.#section(fields, line);
    else throw new FileMalformed(WHAT, line.number, "is nothing that a bundle has");
  }

  #attach(fields: Fields, line: Line): void {
    const name = fields["attachment"];
    if (typeof name !== "string" || !ATTACHMENT_NAME.test(name)) {
      throw new FileMalformed(WHAT, line.number, "has an attachment with a bad name");
    }
    this.#add(this.attachments, name, fields["is"], line);
  }

  #section(fields: Fields, line: Line): void {
    const [source, block, address, from, ...parties] = toArray("a question for events", fields["entries"]);
    const key = entriesKey({
      source: Number(source),
      block: toBytes("a block", block, 32),
      address: toBytes("an address", address, 20),
      from: toDecimal("a block's number", from),
      ...(parties.length === 0 ? {} : { parties: readParties(parties) }),
    });
    const count = Number(toDecimal("a number of events", fields["count"]));
    const failed = fields["failed"] === undefined ? undefined : readFault(fields["failed"]);
    const place = { start: line.end, number: line.number + 1 };
    this.#add(this.sections, key, { count, ended: fields["ended"] === true, failed, ...place }, line);
    this.#entries = count;
  }

  #add<T>(map: Map<string, T>, key: string, value: T, line: Line): void {
    if (map.has(key)) throw new FileMalformed(WHAT, line.number, "is there twice");
    map.set(key, value);
  }

  #checkEnd({ end, sha256 }: Fields, { number }: Line, found: string): string {
    if (this.#entries > 0) throw new FileMalformed(WHAT, number, `${this.#entries} events are missing`);
    if (end !== number - 1)
      throw new FileMalformed(WHAT, number, `has ${number - 1} lines before its end, says ${end}`);
    if (sha256 !== found) throw new FileMalformed(WHAT, number, "its lines do not give the SHA-256 that it names");
    return found;
  }
}

function readHead(fields: Fields, line: Line): BundleHead {
  if (fields["format"] !== FORMAT) throw new FileMalformed(WHAT, line.number, "is no evidence bundle");
  const known = [...LACKING.keys(), VERSION];
  const version = known.find((one) => one === fields["version"]);
  if (version === undefined) {
    const others = `is of another version than ${known.join(" and ")}, which this program reads`;
    throw new FileMalformed(WHAT, line.number, `${others}; use the program that wrote it`);
  }
  return {
    version,
    programme: toBytes("the programme", fields["programme"], 20),
    block: toBytes("the block", fields["block"], 32),
    named: fields["named"] === true,
    sources: Number(toDecimal("the number of sources", fields["sources"])),
  };
}

function readParties([senders, recipients]: readonly unknown[]): Parties {
  const read = (what: string, value: unknown) => toArray(what, value).map((one) => toBytes(what, one, 20));
  return { senders: read("the senders", senders), recipients: read("the recipients", recipients) };
}

/** Says in which line something is wrong. */
function lineChecked<T>(line: Line, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileMalformed) throw error;
    throw new FileMalformed(WHAT, line.number, error instanceof Error ? error.message : "cannot be read");
  }
}
