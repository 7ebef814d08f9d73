import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { FileInvalid, FileUnusable } from "./problems.ts";

/** Whole records of a text file, a piece of it. */
export interface Chunk {
  readonly text: string;
  /** In which it begins, from 1. */
  readonly line: number;
}

/** Told how much of a file is read. */
export type OnRead = (bytes: number, of: number) => void;

const PIECE = 1 << 20;
/** No record is longer. */
const LONGEST_RECORD = 1 << 24;

/**
 * Reads a text file in pieces, never all of it at once.
 * @param quoted Whether line breaks between double quotes belong to a record.
 * @throws FileUnusable, FileInvalid if it is no UTF-8, or a quote is never closed.
 */
export function* chunksOf(file: string, quoted: boolean, onRead?: OnRead): Generator<Chunk> {
  let [waiting, line] = ["", 1];
  for (const text of textsOf(file, () => line, onRead)) {
    waiting += text;
    const end = quoted ? endOfRecords(waiting) : waiting.lastIndexOf("\n") + 1;
    if (end === 0 && waiting.length > LONGEST_RECORD) {
      const message = "a record of more than 16 million characters; expected shorter ones, and every quote closed";
      throw new FileInvalid(file, [{ line, column: 1, message }]);
    }
    if (end === 0) continue;
    const whole = waiting.slice(0, end);
    yield { text: whole, line };
    line += breaksIn(whole);
    waiting = waiting.slice(end);
  }
  if (waiting !== "") yield { text: waiting, line };
}

/** How many line breaks a text has. */
export function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks++;
  return breaks;
}

const QUOTE = 34;
const BREAK = 10;

function endOfRecords(text: string): number {
  if (!text.includes('"')) return text.lastIndexOf("\n") + 1;
  let [inside, end] = [false, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) inside = !inside;
    else if (code === BREAK && !inside) end = at + 1;
  }
  return end;
}

function* textsOf(file: string, line: () => number, onRead: OnRead | undefined): Generator<string> {
  const handle = opened(file);
  try {
    const size = fstatSync(handle).size;
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const buffer = new Uint8Array(PIECE);
    for (let done = 0; ; ) {
      const read = readSync(handle, buffer);
      yield decoded(file, decoder, buffer.subarray(0, read), read > 0, line());
      done += read;
      onRead?.(done, size);
      if (read === 0) return;
    }
  } finally {
    closeSync(handle);
  }
}

function opened(file: string): number {
  try {
    const handle = openSync(file, "r");
    if (!fstatSync(handle).isDirectory()) return handle;
    closeSync(handle);
  } catch (error) {
    throw new FileUnusable(file, "read", error);
  }
  throw new FileUnusable(file, "read", "it is a folder");
}

function decoded(
  file: string,
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  stream: boolean,
  line: number,
): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    const message = `bytes that are no UTF-8, in this line or one of the next ${PIECE} bytes; expected a text in UTF-8`;
    throw new FileInvalid(file, [{ line, column: 1, message }]);
  }
}
