// Where a history and the chain part: found with the journal's heads that the source itself proves of older blocks.
import { SLOTS, unpackAccounts } from "@upline/protocol";
import { toBeHex } from "ethers";
import { type BlockHeader, proveHeader } from "../chain/header.ts";
import type { RawEntry, Source } from "../chain/source.ts";
import { bytesOf } from "../history/bytes.ts";
import { JournalHash } from "../history/journal-hash.ts";
import { JournalMarks, type Mark } from "../history/marks.ts";
import { ProvenState } from "../proofs/state.ts";
import type { Finding } from "./check.ts";
import { findingOf } from "./fault-result.ts";

/** A history whose entries do not hash to the proven head. */
export interface PartedHistory {
  readonly core: string;
  /** The audited block, proven. */
  readonly block: BlockHeader;
  readonly marks: JournalMarks;
  /** The head that all its entries give. */
  readonly head: bigint;
}

/** Pairs of entries of one block are exchanged to see whether that was the lie, if there are no more. */
const MOST_EXCHANGED = 24;

/**
 * Finds the first block whose entries are not the chain's, and what is wrong with them as far as hashes tell. Older
 * blocks are those that the source says are its chain's; their state is proven by their own headers.
 * @returns A finding in any case; `history-not-located` if the source does not give the state of older blocks.
 */
export async function locate(source: Source, history: PartedHistory): Promise<Finding> {
  try {
    return await new Locator(source, history).find();
  } catch (error) {
    return { ...findingOf(error, "where the events part from the journal"), code: "history-not-located" };
  }
}

/** What a core's word says before there is a core. */
const NO_JOURNAL = 0n;

/** The head that the chain is to have before the block of a mark: of the first one, that of no core at all. */
const headBefore = ({ entry, head }: Mark) => (entry === 0 ? NO_JOURNAL : head);

/** Heights of which one is the first that is wrong. */
interface Stretch {
  /** The last block with entries before which all is right; undefined if it is wrong from the beginning on. */
  readonly mark: Mark | undefined;
  readonly until: bigint;
  /** What the entries say that the chain has at all of them, but for the first. */
  readonly head: bigint;
}

class Locator {
  readonly #source: Source;
  readonly #history: PartedHistory;

  constructor(source: Source, history: PartedHistory) {
    this.#source = source;
    this.#history = history;
  }

  async find(): Promise<Finding> {
    const { marks, head, block } = this.#history;
    const [start] = marks.list;
    if (start !== undefined && start.entry > 0) {
      const { head: own } = await this.#headAt(start.block - 1n);
      if (own !== start.head) return elsewhere(start, own);
    }
    const rough = await this.#between(marks.list, head, block.number);
    const inside = rough.mark === undefined ? [] : await this.#marksFrom(rough.mark, rough.until);
    const fine = inside.length === 0 ? rough : await this.#between(inside, rough.head, rough.until);
    const { mark, until } = fine;
    const from = mark?.block ?? 0n;
    const at = await first(from, until, async (height) => (await this.#headAt(height)).head !== fine.head);
    return this.#classify(at, mark, at === mark?.block ? await this.#entriesOf(at) : []);
  }

  /** Where, between two marks or beyond the last, what the entries give ceases to be what the chain has. */
  async #between(marks: readonly Mark[], head: bigint, end: bigint): Promise<Stretch> {
    const wrong = await first(0n, BigInt(marks.length), async (i) => {
      const mark = marks[Number(i)];
      return mark === undefined || (await this.#headAt(mark.block - 1n)).head !== headBefore(mark);
    });
    const [mark, next] = [marks[Number(wrong) - 1], marks[Number(wrong)]];
    if (next === undefined) return { mark, until: end, head: mark === undefined ? NO_JOURNAL : head };
    return { mark, until: next.block - 1n, head: headBefore(next) };
  }

  /** Every block with entries from a mark on. */
  async #marksFrom(start: Mark, until: bigint): Promise<readonly Mark[]> {
    const marks = new JournalMarks(Number.POSITIVE_INFINITY);
    const hash = new JournalHash(start.head);
    let entry = start.entry;
    for await (const one of this.#entries(start.block, until)) {
      if (marks.isDue(one.block)) marks.add({ block: one.block, entry, head: hash.head });
      hash.add(one.topics, bytesOf(one.data), one.timestamp);
      entry += 1;
    }
    return marks.list;
  }

  async #entriesOf(block: bigint): Promise<readonly RawEntry[]> {
    const found: RawEntry[] = [];
    for await (const entry of this.#entries(block, block)) found.push(entry);
    return found;
  }

  async *#entries(from: bigint, until: bigint): AsyncGenerator<RawEntry> {
    const { block, core } = this.#history;
    for await (const page of this.#source.entries(block.hash, core, from)) {
      for (const entry of page) {
        if (entry.block > until) return;
        yield entry;
      }
    }
  }

  /** The journal's head after a block, and the block's time. */
  async #headAt(height: bigint): Promise<{ readonly head: bigint; readonly time: bigint }> {
    const { block, core } = this.#history;
    const hash = height === block.number ? block.hash : await this.#source.hashAt(height);
    const header = proveHeader(hash, await this.#source.header(hash));
    const [word = 0n] = await new ProvenState(this.#source, header).storage(core, [SLOTS.accounts]);
    return { head: unpackAccounts(word).head, time: header.timestamp };
  }

  async #classify(height: bigint, mark: Mark | undefined, entries: readonly RawEntry[]): Promise<Finding> {
    const { head, time } = await this.#headAt(height);
    const before = mark?.head;
    const found = before === undefined ? undefined : hashed(before, entries);
    const fault = before === undefined ? MISSING : faultOf(entries, before, head, time);
    const entry = (mark?.entry ?? 0) + (fault.at ?? 0);
    return {
      code: fault.code,
      subject: `block ${height}`,
      message:
        `The events and the journal part in block ${height}, at entry ${entry}: ${fault.message}. ` +
        "The heads of the blocks before are as the events say. Ask another source for the events of that block.",
      expected: toBeHex(head, 20),
      ...(found === undefined ? {} : { found: toBeHex(found, 20) }),
      entry,
    };
  }
}

/** Of an audit that went on: the first mark is its checkpoint, which the chain's own head contradicts. */
function elsewhere({ block, entry, head }: Mark, own: bigint): Finding {
  return {
    code: "checkpoint-elsewhere",
    subject: `block ${block - 1n}`,
    message:
      `The checkpoint has another journal at block ${block - 1n} than this chain: a reorganisation removed its block, or it is of ` +
      "a fork. Audit from the start, without the checkpoint.",
    expected: toBeHex(own, 20),
    found: toBeHex(head, 20),
    entry,
  };
}

interface Fault {
  readonly code: string;
  readonly message: string;
  /** Which of the block's entries. */
  readonly at?: number;
}

const MISSING: Fault = {
  code: "entries-missing",
  message: "the journal has entries there that the source did not give",
};

/** What is wrong with a block's entries, if one change makes them right. */
function faultOf(entries: readonly RawEntry[], before: bigint, head: bigint, time: bigint): Fault {
  if (entries.length === 0) return MISSING;
  const isRight = (changed: readonly RawEntry[]) => hashed(before, changed) === head;
  if (isRight(entries.map((entry) => ({ ...entry, timestamp: time })))) {
    return { code: "entry-retimed", message: `the block's time is ${time}, and the source gave another one` };
  }
  for (const at of entries.keys()) {
    if (isRight(entries.slice(0, at)) || isRight(entries.toSpliced(at, 1))) {
      return { code: "entry-added", message: "the source gave an entry that the journal does not have", at };
    }
  }
  const pair = entries.length > MOST_EXCHANGED ? undefined : exchangedPair(entries, isRight);
  if (pair !== undefined)
    return { code: "entries-reordered", message: "two entries are in each other's place", at: pair };
  return { code: "entry-missing-or-altered", message: "an entry was altered, or one is missing" };
}

function exchangedPair(
  entries: readonly RawEntry[],
  isRight: (changed: readonly RawEntry[]) => boolean,
): number | undefined {
  for (const [at, one] of entries.entries()) {
    for (const [other, two] of entries.entries()) {
      if (other > at && isRight(entries.with(at, two).with(other, one))) return at;
    }
  }
  return undefined;
}

function hashed(before: bigint, entries: readonly RawEntry[]): bigint {
  const hash = new JournalHash(before);
  for (const { topics, data, timestamp } of entries) hash.add(topics, bytesOf(data), timestamp);
  return hash.head;
}

/** The first number from `low` to `high` for which it is true, by halves; `high` if it is true for none before. */
async function first(low: bigint, high: bigint, isTrue: (number: bigint) => Promise<boolean>): Promise<bigint> {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) / 2n;
    if (await isTrue(middle)) to = middle;
    else from = middle + 1n;
  }
  return from;
}
