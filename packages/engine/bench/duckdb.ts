// The database that the bench compares with. It is 70 MB, so nothing but the bench installs it, into a folder of its
// own and in the version that duckdb/package.json pins.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("./duckdb", import.meta.url));
const NAME = "@duckdb/node-api";
/** Rows that one chunk holds. */
const CHUNK = 2048;

type Value = number | bigint;

/** What the bench uses of the database's library. */
interface Library {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
  readonly DuckDBDataChunk: { create(types: readonly unknown[], rows: number): Chunk };
  readonly INTEGER: unknown;
  version(): string;
}

interface Chunk {
  rowCount: number;
  setColumnValues(column: number, values: readonly Value[]): void;
}

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getColumns(): Value[][] }>;
  createAppender(table: string): Promise<{ appendDataChunk(chunk: Chunk): void; closeSync(): void }>;
}

/** Whether the database is there already. */
export function hasDuckDb(): boolean {
  return library() !== undefined;
}

/** Installs the database if it is not there. @returns Whether it is there now. */
export function installDuckDb(): boolean {
  if (hasDuckDb()) return true;
  const options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", "--prefix", FOLDER, ...options], {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "inherit"],
    // Which workspace this command was started for says nothing about that folder.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_config_workspace"))),
  });
  return status === 0 && hasDuckDb();
}

function library(): Library | undefined {
  const load = createRequire(new URL("./duckdb/package.json", import.meta.url));
  try {
    return load(NAME) as Library;
  } catch {
    return undefined;
  }
}

/** A database in memory, on one core. */
export class Database {
  readonly #library: Library;
  readonly #connection: Connection;

  private constructor(library: Library, connection: Connection) {
    this.#library = library;
    this.#connection = connection;
  }

  /** @throws Error if it is not installed. */
  static async open(): Promise<Database> {
    const found = library();
    if (found === undefined) throw new Error(`${NAME} is not installed in ${FOLDER}.`);
    const instance = await found.DuckDBInstance.create(":memory:");
    const database = new Database(found, await instance.connect());
    await database.run("SET threads = 1");
    return database;
  }

  get version(): string {
    return this.#library.version();
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  /** The columns of an answer. */
  async read(sql: string): Promise<Value[][]> {
    return (await this.#connection.runAndReadAll(sql)).getColumns();
  }

  /** Makes a table of columns of whole numbers below 2^31. */
  async table(name: string, columns: Readonly<Record<string, ArrayLike<number>>>): Promise<void> {
    const names = Object.keys(columns);
    await this.run(`CREATE TABLE ${name} (${names.map((column) => `${column} INTEGER`).join(", ")})`);
    const appender = await this.#connection.createAppender(name);
    const { DuckDBDataChunk, INTEGER } = this.#library;
    const all = Object.values(columns);
    const rows = all[0]?.length ?? 0;
    for (let start = 0; start < rows; start += CHUNK) {
      const size = Math.min(CHUNK, rows - start);
      const chunk = DuckDBDataChunk.create(Array(all.length).fill(INTEGER), size);
      for (const [place, column] of all.entries()) {
        chunk.setColumnValues(
          place,
          Array.from({ length: size }, (_, row) => column[start + row] as number),
        );
      }
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }
}
