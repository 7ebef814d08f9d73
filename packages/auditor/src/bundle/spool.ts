import { appendFile, rm, writeFile } from "node:fs/promises";
import { readEntry, writeEntry } from "../chain/entry-line.ts";
import type { SourceFault } from "../chain/fault.ts";
import { LineFile, parseLine } from "../chain/files/lines.ts";
import type { RawEntry } from "../chain/source.ts";

const WHAT = "the events being recorded";
/** Bytes of an event's line at most. */
export const LONGEST_ENTRY = 8 * 1024 * 1024;
/** Events given at once. */
export const PAGE = 1_000;

/** Events on their way into a bundle: in a file of their own, since there may be more of them than memory. */
export class EntrySpool {
  readonly path: string;
  #count = 0;
  #ended = false;
  #failed: SourceFault | undefined;

  private constructor(path: string) {
    this.path = path;
  }

  static async begin(path: string): Promise<EntrySpool> {
    await writeFile(path, "");
    return new EntrySpool(path);
  }

  get count(): number {
    return this.#count;
  }

  /** Whether the source had no more; if not, whoever read did not want more, or the source failed. */
  get ended(): boolean {
    return this.#ended;
  }

  get failed(): SourceFault | undefined {
    return this.#failed;
  }

  async append(page: readonly RawEntry[]): Promise<void> {
    if (page.length === 0) return;
    await appendFile(this.path, `${page.map(writeEntry).join("\n")}\n`);
    this.#count += page.length;
  }

  end(): void {
    this.#ended = true;
  }

  fail(fault: SourceFault): void {
    this.#failed = fault;
  }

  /** The lines as they were written. */
  async *lines(): AsyncGenerator<string> {
    const file = await LineFile.open(WHAT, this.path, LONGEST_ENTRY);
    try {
      for await (const { text } of file.lines()) yield text;
    } finally {
      await file.close();
    }
  }

  /** All of it once more, as the source gave it. */
  async *pages(): AsyncGenerator<readonly RawEntry[]> {
    let page: RawEntry[] = [];
    let number = 0;
    for await (const text of this.lines()) {
      number += 1;
      page.push(readEntry(parseLine(WHAT, { text, number })));
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
    if (this.#failed !== undefined) throw this.#failed;
  }

  discard(): Promise<void> {
    return rm(this.path, { force: true });
  }
}
