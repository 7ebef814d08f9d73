// Audits an invented history in a process of its own, so that its memory is its own, and prints what it took as JSON:
//
//   measure.ts SALES
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { keccak256 } from "@upline/engine";
import { readEntry } from "../src/chain/entry-line.ts";
import { type History, openHistory, type RawEntry } from "../src/index.ts";
import { storageWords } from "../src/storage/layout.ts";
import { StorageRoot } from "../src/storage/storage-root.ts";
import { CHAIN_ID, CORE } from "../test/helpers/journal-writer.ts";

/** What an audit took; another process invents the history. */
export interface AuditMeasure {
  readonly sales: number;
  readonly entries: number;
  readonly credits: number;
  /** Seconds of the processor, all threads of the process together. */
  readonly cpu: number;
  readonly wall: number;
  /** Seconds of the processor for the journal's hash alone: as many blocks of as many messages, hashed alone. */
  readonly hashing: number;
  /** Blocks of 136 bytes that the journal's hash took. */
  readonly blocks: number;
  /** What the hash function does alone in this run, in MiB a second. */
  readonly hashSpeed: number;
  /** Words of storage that were rebuilt, and seconds of the processor for them and their root. */
  readonly words: number;
  readonly storage: number;
  /** The most that the process held, in MiB. */
  readonly memory: number;
  /** Whether head, amounts and all are as they should be. */
  readonly verified: boolean;
}

const INVENT = fileURLToPath(new URL("./invent.ts", import.meta.url));
const PAGE = 500;
const RATE = 136;
const WORD = 32;

class Meter {
  cpu = 0;
  wall = 0;

  run(what: () => void): void {
    const [before, began] = [process.cpuUsage(), performance.now()];
    what();
    const { user, system } = process.cpuUsage(before);
    this.cpu += (user + system) / 1e6;
    this.wall += (performance.now() - began) / 1000;
  }
}

const blocksOf = (bytes: number) => Math.floor(bytes / RATE) + 1;

/** Blocks that the hash of an event takes: of its data, of the entry and of the head. */
function blocksOfEntry({ topics, data }: RawEntry): number {
  return blocksOf((data.length - 2) / 2) + blocksOf((topics.length + 2) * WORD) + blocksOf(3 * WORD);
}

/** Seconds that so many blocks take in messages of the usual size, as measured now. */
function secondsOfBlocks(blocks: number): number {
  const message = new Uint8Array(2 * RATE - 1);
  const rounds = 200_000;
  const meter = new Meter();
  for (let warm = 0; warm < rounds / 10; ++warm) keccak256(message);
  meter.run(() => {
    for (let round = 0; round < rounds; ++round) keccak256(message);
  });
  return (meter.cpu / (2 * rounds)) * blocks;
}

/** The lines of a history that another process invents, so that its memory and time are not counted. */
function invented(sales: number): AsyncIterable<string> {
  const { stdout } = spawn(process.execPath, ["--import", "tsx", INVENT, `${sales}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return createInterface({ input: stdout });
}

export async function measure(sales: number): Promise<AuditMeasure> {
  const history = openHistory({ chainId: CHAIN_ID, core: CORE });
  const meter = new Meter();
  let [blocks, memory, head] = [0, 0, 0n];
  let page: RawEntry[] = [];
  const take = () => {
    meter.run(() => {
      for (const entry of page) history.add(entry);
    });
    for (const entry of page) blocks += blocksOfEntry(entry);
    page = [];
    memory = Math.max(memory, process.memoryUsage.rss());
  };
  for await (const line of invented(sales)) {
    const fields = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (fields["head"] !== undefined) head = BigInt(fields["head"] as string);
    else page.push(readEntry(fields));
    if (page.length === PAGE) take();
  }
  take();
  meter.run(() => history.finish());
  const rebuilt = rebuild(history);
  memory = Math.max(memory, process.memoryUsage.rss());
  const seconds = secondsOfBlocks(blocks);
  return {
    sales,
    entries: history.entries,
    credits: history.compared.credits,
    cpu: meter.cpu,
    wall: meter.wall,
    hashing: seconds,
    blocks,
    hashSpeed: (blocks * RATE) / seconds / 2 ** 20,
    ...rebuilt,
    memory: memory / 2 ** 20,
    verified: isVerified(history, head) && history.sales === sales,
  };
}

function rebuild(history: History): { readonly words: number; readonly storage: number } {
  const meter = new Meter();
  const root = new StorageRoot();
  meter.run(() => {
    for (const { slot, word } of storageWords(history.state, history.head)) root.add(slot, word);
    root.root();
  });
  return { words: root.count, storage: meter.cpu };
}

function isVerified(history: History, head: bigint): boolean {
  const { findings, journalFindings, sales, compared } = history;
  return findings.count + journalFindings.count === 0 && compared.agreed === sales && history.head === head;
}

console.log(JSON.stringify(await measure(Number(process.argv[2]))));
