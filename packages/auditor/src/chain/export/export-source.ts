// Events from a file that an indexer or another tool has made; everything else from a chain's endpoint.

import { DelegatingSource } from "../delegating-source.ts";
import { readEntry } from "../entry-line.ts";
import { FieldMalformed } from "../field-malformed.ts";
import { FileMalformed } from "../files/faults.ts";
import { type Line, LineFile, parseLine } from "../files/lines.ts";
import { proveHeader } from "../header.ts";
import type { Fields } from "../shapes.ts";
import type { RawEntry, Source } from "../source.ts";
import { TransfersUnavailable } from "../transfers-unavailable.ts";
import { csvColumns, csvFields } from "./csv.ts";

const WHAT = "the export of events";
/** An event's data takes gas to log, so that a block bounds it; this is far more. */
const LONGEST_LINE = 8 * 1024 * 1024;
/** Events given at once. */
const PAGE = 1_000;

/**
 * A source whose events come from a file: JSON lines as `writeExport` writes them, or CSV with the columns `address`,
 * `topic0` to `topic3`, `data`, `timestamp`, `block`, `transaction` and `index`. The file may go beyond the audited
 * block; it must be sorted as the chain is.
 */
export class ExportSource extends DelegatingSource {
  readonly #path: string;
  readonly #core: string;

  /**
   * @param rest Where everything else comes from, other contracts' events included.
   * @param core The programme whose events are in the file; whatever is in it is taken for them.
   */
  constructor(path: string, rest: Source, core: string) {
    super(`an export of events and ${rest.name}`, rest);
    this.#path = path;
    this.#core = core.toLowerCase();
  }

  override entries(block: string, address: string, from: bigint): AsyncIterable<readonly RawEntry[]> {
    return address.toLowerCase() === this.#core ? this.#exported(block, from) : super.entries(block, address, from);
  }

  /** @throws TransfersUnavailable */
  override transfers(_block: string, token: string): AsyncIterable<readonly RawEntry[]> {
    throw new TransfersUnavailable(token);
  }

  async *#exported(block: string, from: bigint): AsyncGenerator<readonly RawEntry[]> {
    const { number: last } = proveHeader(block, await this.header(block));
    const file = await LineFile.open(WHAT, this.#path, LONGEST_LINE);
    try {
      let page: RawEntry[] = [];
      for await (const entry of exported(file)) {
        if (entry.block > last) break;
        if (entry.block < from) continue;
        page.push(entry);
        if (page.length < PAGE) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    } finally {
      await file.close();
    }
  }
}

async function* exported(file: LineFile): AsyncGenerator<RawEntry> {
  let read: ((line: Line) => Fields) | undefined;
  for await (const line of file.lines()) {
    if (read === undefined && !line.text.startsWith("{")) {
      const columns = csvColumns(WHAT, line);
      read = (row) => csvFields(WHAT, columns, row);
      continue;
    }
    read ??= (row) => parseLine(WHAT, row);
    yield entryOf(read(line), line);
  }
}

function entryOf(fields: Fields, { number }: Line): RawEntry {
  try {
    return readEntry(fields);
  } catch (error) {
    throw error instanceof FieldMalformed ? new FileMalformed(WHAT, number, error.message) : error;
  }
}
