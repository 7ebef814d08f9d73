import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const GUARD = fileURLToPath(new URL("guard.mjs", import.meta.url));
/** Characters of its last words that are kept. */
const KEPT = 2_000;

/** A program that never outlives this process, with a temporary folder that goes with it. */
export class Guarded {
  readonly folder: string;
  /** Its exit code. */
  readonly ended: Promise<number>;
  readonly #guard: ChildProcess;
  #said = "";

  /**
   * Starts it with Node.
   * @param argumentsIn The script and its arguments, by the temporary folder.
   * @param variables Of its environment, beside this process's own, by the temporary folder.
   */
  constructor(
    argumentsIn: (folder: string) => readonly string[],
    variables: (folder: string) => Readonly<Record<string, string>> = () => ({}),
  ) {
    this.folder = mkdtempSync(join(tmpdir(), "upline-"));
    const args = [GUARD, this.folder, process.execPath, ...argumentsIn(this.folder)];
    this.#guard = spawn(process.execPath, args, {
      env: { ...process.env, ...variables(this.folder) },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    for (const stream of [this.#guard.stdout, this.#guard.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#said = (this.#said + text).slice(-KEPT);
      });
    }
    this.ended = new Promise((resolve) => {
      this.#guard.once("error", () => resolve(127));
      this.#guard.once("exit", (code) => resolve(code ?? 1));
    });
  }

  /** What it has said last. */
  get lastWords(): string {
    return this.#said.trim();
  }

  /** Ends it, and waits until it has ended. */
  async stop(): Promise<void> {
    if (this.#guard.connected) this.#guard.disconnect();
    await this.ended;
  }
}
