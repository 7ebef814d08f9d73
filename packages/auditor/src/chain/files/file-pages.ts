import { appendFile, mkdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import { readEntry, toDecimal, writeEntry } from "../entry-line.ts";
import { SourceFault } from "../fault.ts";
import type { PageKey, PageStore, StoredPage } from "../rpc/page-store.ts";
import type { RawEntry } from "../source.ts";
import { LineFile, parseLine } from "./lines.ts";

const WHAT = "the kept pages";
const LONGEST_LINE = 8 * 1024 * 1024;

/** Keeps pages in a folder, one file a fetch: lines of events, and after those of each page a line that it is whole. */
export class FilePages implements PageStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async *read(key: PageKey): AsyncGenerator<StoredPage> {
    await mkdir(this.#folder, { recursive: true });
    const file = await LineFile.open(WHAT, this.#path(key), LONGEST_LINE).catch(() => undefined);
    if (file === undefined) return;
    let good = 0;
    try {
      for await (const { end, ...page } of storedPages(file)) {
        good = end;
        yield page;
      }
    } catch (error) {
      if (!(error instanceof SourceFault)) throw error;
    } finally {
      await file.close();
    }
    // Whatever comes after the last whole page was being written when the fetch was interrupted.
    await truncate(this.#path(key), good);
  }

  async append(key: PageKey, { to, entries }: StoredPage): Promise<void> {
    const lines = [...entries.map(writeEntry), JSON.stringify({ to: to.toString() })];
    await appendFile(this.#path(key), `${lines.join("\n")}\n`);
  }

  #path({ block, address, from }: PageKey): string {
    // Of hex digits only, whatever was given: names of files are made of it.
    const name = [block, address, `0x${from.toString(16)}`].map((part) => BigInt(part).toString(16)).join("-");
    return join(this.#folder, `${name}.jsonl`);
  }
}

async function* storedPages(file: LineFile): AsyncGenerator<StoredPage & { readonly end: number }> {
  let entries: RawEntry[] = [];
  for await (const line of file.lines()) {
    const fields = parseLine(WHAT, line);
    if (fields["to"] === undefined) entries.push(readEntry(fields));
    else {
      yield { to: toDecimal("a page's end", fields["to"]), entries, end: line.end };
      entries = [];
    }
  }
}
