import { createHash, type Hash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";

/** Kept back until so much is to be written. */
const CHUNK = 256 * 1024;

/** A file that is there whole or not at all: it gets its name when everything is written, and on the disk. */
export class WholeFile {
  readonly path: string;
  readonly #partial: string;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash("sha256");
  #pending: string[] = [];
  #size = 0;
  #lines = 0;

  private constructor(path: string, partial: string, file: FileHandle) {
    this.path = path;
    this.#partial = partial;
    this.#file = file;
  }

  /** Begins a file; what has its name already stays until this one is whole. */
  static async begin(path: string): Promise<WholeFile> {
    const partial = `${path}.${process.pid}.partial`;
    return new WholeFile(path, partial, await open(partial, "w"));
  }

  /** Lines so far. */
  get lines(): number {
    return this.#lines;
  }

  async line(text: string): Promise<void> {
    this.#pending.push(text, "\n");
    this.#size += text.length + 1;
    this.#lines += 1;
    if (this.#size >= CHUNK) await this.#flush();
  }

  /** SHA-256 of everything so far, in hex; nothing more can be hashed afterwards. */
  async digest(): Promise<string> {
    await this.#flush();
    return this.#hash.copy().digest("hex");
  }

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file.sync();
    await this.#file.close();
    await rename(this.#partial, this.path);
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => {});
    await rm(this.#partial, { force: true });
  }

  async #flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const bytes = Buffer.from(this.#pending.join(""));
    [this.#pending, this.#size] = [[], 0];
    this.#hash.update(bytes);
    await this.#file.appendFile(bytes);
  }
}
