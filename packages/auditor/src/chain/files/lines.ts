import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { type Fields, toObject } from "../shapes.ts";
import { FileMalformed } from "./faults.ts";

const NEWLINE = 10;
const CHUNK = 256 * 1024;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A line of a file, without its end. */
export interface Line {
  readonly text: string;
  /** Its bytes, with its end. */
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly number: number;
  /** Where in the file it begins, in bytes. */
  readonly start: number;
  /** Where the next one begins. */
  readonly end: number;
}

/** A file of lines, read piece by piece, so that its size does not matter. */
export class LineFile {
  readonly #what: string;
  readonly #file: FileHandle;
  readonly #longest: number;

  private constructor(what: string, file: FileHandle, longest: number) {
    this.#what = what;
    this.#file = file;
    this.#longest = longest;
  }

  /**
   * @param what The file's name in errors.
   * @param longest Bytes of a line at most.
   * @throws FileMalformed if there is none, or it is no plain file: a pipe or a device may have no end.
   */
  static async open(what: string, path: string, longest: number): Promise<LineFile> {
    // Opening a pipe would wait for somebody who writes.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
      throw new FileMalformed(what, 0, `cannot be opened (${errorCode(error)})`);
    });
    const isPlain = await file.stat().then((stat) => stat.isFile());
    if (isPlain) return new LineFile(what, file, longest);
    await file.close();
    throw new FileMalformed(what, 0, "is no plain file");
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /**
   * All lines, each ended by a newline. @param start Where to begin, in bytes. @param number Of the line there.
   * @throws FileMalformed if a line is too long or no UTF-8, or the last one has no end: the file was cut off.
   */
  async *lines(start = 0, number = 1): AsyncGenerator<Line> {
    let rest = Buffer.alloc(0);
    let [at, count] = [start, number];
    for (;;) {
      // As much again as an unfinished line has, so that a long one is not copied again and again.
      const size = Math.max(CHUNK, rest.length);
      const { bytesRead, buffer } = await this.#file.read(Buffer.alloc(size), 0, size, at + rest.length);
      if (bytesRead === 0) break;
      const found =
        rest.length === 0 ? buffer.subarray(0, bytesRead) : Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      let from = 0;
      for (let to = found.indexOf(NEWLINE); to >= 0; to = found.indexOf(NEWLINE, from)) {
        const text = this.#decoded(found.subarray(from, to), count);
        yield { text, bytes: found.subarray(from, to + 1), number: count, start: at + from, end: at + to + 1 };
        count += 1;
        from = to + 1;
      }
      rest = found.subarray(from);
      at += from;
      if (rest.length > this.#longest) throw new FileMalformed(this.#what, count, "is too long");
    }
    if (rest.length > 0) throw new FileMalformed(this.#what, count, "has no end: the file was cut off");
  }

  #decoded(bytes: Buffer, line: number): string {
    if (bytes.length > this.#longest) throw new FileMalformed(this.#what, line, "is too long");
    try {
      return utf8.decode(bytes);
    } catch {
      throw new FileMalformed(this.#what, line, "is no UTF-8");
    }
  }
}

/** Reads a line of JSON that is an object. @throws FileMalformed */
export function parseLine(what: string, { text, number }: Pick<Line, "text" | "number">): Fields {
  try {
    return toObject("it", JSON.parse(text));
  } catch {
    throw new FileMalformed(what, number, "is no JSON object");
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
