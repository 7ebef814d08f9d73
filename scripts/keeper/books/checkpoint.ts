import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "../../../packages/cli/src/files/whole-file.ts";
import { ProtocolError, type RawLog } from "../../../packages/protocol/src/index.ts";
import { Books } from "./books.ts";
import { changeOf } from "./changes.ts";

const VERSION = 1;

/** A block, and that it is this one and no other of its number. */
export interface Mark {
  readonly number: number;
  readonly hash: string;
}

/** Whose books they are. */
export interface Scope {
  readonly chainId: bigint;
  /** Hash of the chain's first block: local chains have the same id, and often the same addresses. */
  readonly genesis: string;
  readonly core: string;
}

/** The books as of a block, and what no event tells. */
export interface Checkpoint {
  readonly block: Mark;
  readonly books: Books;
  /** When balances were pushed last, in seconds since 1970; 0 if never. */
  readonly pushedAt: bigint;
}

/** A checkpoint cannot be used; the chain has to be read from the programme's first block. */
export class CheckpointUnusable extends ProtocolError {
  override readonly name = "CheckpointUnusable";

  constructor(file: string, reason: string) {
    super(`${file} cannot be used: ${reason}`, { file, reason }, "Nothing is lost: the chain is read anew.");
  }
}

/** As it is written, whole numbers as texts of digits. */
interface Content {
  readonly version: number;
  readonly scope: string;
  readonly block: Mark;
  readonly pushedAt: string;
  /** Their `SalePlaced` events. */
  readonly sales: readonly RawLog[];
  readonly payees: readonly (readonly [id: string, { readonly balance: string; readonly wallet?: string }])[];
}

/** Keeps a programme's books in a file, so that a restart need not read the whole chain. It is written whole or not at all. */
export class CheckpointFile {
  readonly #file: string;
  readonly #scope: Scope;

  constructor(file: string, scope: Scope) {
    this.#file = file;
    this.#scope = scope;
  }

  write({ block, books, pushedAt }: Checkpoint): void {
    const content: Content = {
      version: VERSION,
      scope: textOf(this.#scope),
      block,
      pushedAt: `${pushedAt}`,
      sales: [...books.sales.values()].map(({ log }) => log),
      payees: [...books.payees].map(([id, { balance, ...rest }]) => [`${id}`, { balance: `${balance}`, ...rest }]),
    };
    const text = JSON.stringify(content);
    mkdirSync(dirname(this.#file), { recursive: true });
    writeWhole(this.#file, `${hashOf(text)}\n${text}\n`);
  }

  /**
   * Reads it back.
   * @returns Undefined where there is none.
   * @throws CheckpointUnusable if it is damaged, of another version or of another programme.
   */
  read(): Checkpoint | undefined {
    if (!existsSync(this.#file)) return undefined;
    const [hash, text = ""] = readFileSync(this.#file, "utf8").split("\n");
    // What has its hash was written by write().
    if (hash !== hashOf(text)) throw new CheckpointUnusable(this.#file, "it is damaged");
    const content = JSON.parse(text) as Content;
    const expected = textOf(this.#scope);
    if (content.version !== VERSION) {
      throw new CheckpointUnusable(this.#file, `it is of version ${content.version}, expected ${VERSION}`);
    }
    if (content.scope !== expected) {
      throw new CheckpointUnusable(this.#file, `it is of ${content.scope}, expected ${expected}`);
    }
    return { block: content.block, books: booksIn(content), pushedAt: BigInt(content.pushedAt) };
  }
}

const textOf = ({ chainId, genesis, core }: Scope) => `core ${core} on chain ${chainId} that begins with ${genesis}`;
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

function booksIn({ sales, payees }: Content): Books {
  const books = new Books();
  for (const change of sales.map(changeOf)) if (change !== undefined) books.apply(change);
  for (const [id, { balance, ...rest }] of payees) books.payees.set(BigInt(id), { balance: BigInt(balance), ...rest });
  return books;
}
