import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

/** Writes a file whole or not at all: whoever reads it meanwhile, or after a crash, finds the old one or the new one. */
export function writeWhole(file: string, text: string): void {
  writeTogether(new Map([[file, text]]));
}

/** Writes files that belong together, each whole: none takes its place before all of them are written. */
export function writeTogether(texts: ReadonlyMap<string, string>): void {
  const writing: WholeFile[] = [];
  try {
    for (const [file, text] of texts) {
      const begun = new WholeFile(file);
      writing.push(begun);
      begun.write(text);
      begun.close();
    }
    for (const file of writing) file.finish();
  } catch (error) {
    for (const file of writing) file.discard();
    throw error;
  }
}

/** Characters that are gathered before they are written. */
const GATHERED = 1 << 16;

/** A file that grows beside its place, and takes it once it is finished. */
export class WholeFile {
  readonly file: string;
  readonly #temporary: string;
  readonly #handle: number;
  #waiting = "";
  #open = true;

  /** @throws Error if it cannot be written, a folder of its name included. */
  constructor(file: string) {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error("a folder has this name");
    this.file = file;
    this.#temporary = `${file}.${process.pid}.tmp`;
    this.#handle = openSync(this.#temporary, "w");
  }

  write(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length >= GATHERED) this.#flush();
  }

  /** Puts the file in its place. */
  finish(): void {
    this.close();
    renameSync(this.#temporary, this.file);
  }

  /** Ends the writing without yet putting the file in its place, so that several can be put there together. */
  close(): void {
    if (!this.#open) return;
    this.#flush();
    fsyncSync(this.#handle);
    this.#end();
  }

  /** Leaves what was there before. Nothing happens to a file that is finished. */
  discard(): void {
    if (this.#open) this.#end();
    rmSync(this.#temporary, { force: true });
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting);
    this.#waiting = "";
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle, bytes, at);
  }

  #end(): void {
    closeSync(this.#handle);
    this.#open = false;
  }
}
