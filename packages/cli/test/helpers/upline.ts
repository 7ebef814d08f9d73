import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/upline.mjs", import.meta.url));
/** The repository. */
export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** What a command came to. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `upline` as a user does. */
export function upline(args: readonly string[], cwd = ROOT): Promise<Ran> {
  const { FORCE_COLOR: _, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: "1" };
  const child = spawn(process.execPath, [BIN, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder of its own for each test, gone after it. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "upline-"));

  /** Writes a file. @returns Its name in the folder. */
  write(name: string, content: string | Uint8Array | object): string {
    const text = typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content);
    writeFileSync(join(this.path, name), text);
    return name;
  }

  at(name: string): string {
    return join(this.path, name);
  }

  upline(...args: readonly string[]): Promise<Ran> {
    return upline(args, this.path);
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** The folder of the test that runs. */
export function inFolder(): { readonly folder: Folder } {
  const holder: { folder: Folder } = { folder: undefined as unknown as Folder };
  beforeEach(() => {
    holder.folder = new Folder();
  });
  afterEach(() => holder.folder.remove());
  return holder;
}
