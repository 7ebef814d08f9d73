import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

/** Writes a file whole or not at all: whoever reads it meanwhile, or after a crash, finds the old one or the new one. */
export function writeWhole(file: string, text: string): void {
  writeTogether(new Map([[file, text]]));
}

/** Writes files that belong together, each whole: none takes its place before all of them are written. */
export function writeTogether(texts: ReadonlyMap<string, string>): void {
  const writing = new WholeFiles();
  try {
    for (const [file, text] of texts) {
      const begun = writing.begin(file);
      begun.write(text);
      begun.close();
    }
    writing.finish();
  } catch (error) {
    writing.discard();
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

/** Files that belong together: all of them take their places, or none. */
export class WholeFiles {
  readonly #files: WholeFile[] = [];

  /** @throws Error if it cannot be written. */
  begin(file: string): WholeFile {
    const begun = new WholeFile(file);
    this.#files.push(begun);
    return begun;
  }

  /** Puts all files in their places, once each of them is written. */
  finish(): void {
    for (const file of this.#files) file.close();
    for (const file of this.#files) file.finish();
  }

  /** Leaves what was there before. */
  discard(): void {
    for (const file of this.#files) file.discard();
  }
}
