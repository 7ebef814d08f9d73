import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a program left. */
export interface Ended {
  /** Null if it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has written so far. */
  written(): { readonly stdout: string; readonly stderr: string };
}

/** Starts a program in the repository's root, without colours. */
export function start(program: string, args: readonly string[]): Running {
  const { FORCE_COLOR, ...env } = process.env;
  const child = spawn(program, args, { cwd: ROOT, env: { ...env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended, written: () => ({ stdout, stderr }) };
}

/** Starts a script of the repository, in one process, so that killing it kills all of it. */
export function startScript(script: string, ...args: readonly string[]): Running {
  return start(process.execPath, ["--import", "tsx", script, ...args]);
}

/** Runs a script of the repository to its end. */
export function runScript(script: string, ...args: readonly string[]): Promise<Ended> {
  return startScript(script, ...args).ended;
}

/** What the `upline` command makes of an exported folder. */
export interface Calculated {
  /** What it prints. */
  readonly text: string;
  /** What it says that everybody earns, by id, as it stands in `earnings.csv`. */
  readonly earned: ReadonlyMap<string, string>;
}

/** Runs the `upline` command on an exported folder. @param out Where it writes its results. */
export async function calculateExport(folder: string, out: string): Promise<Calculated> {
  const files = ["plan.json", "network.csv", "sales.csv"].map((file) => join(folder, file));
  const [plan = "", network = "", sales = ""] = files;
  const args = ["plan", "calculate", "--plan", plan, "--network", network, "--sales", sales, "--out", out];
  const { code, stdout, stderr } = await start(process.execPath, ["packages/cli/bin/upline.mjs", ...args]).ended;
  if (code !== 0) throw new Error(`upline ended with ${code}:\n${stderr}`);
  const [, ...rows] = readFileSync(join(out, "earnings.csv"), "utf8").trim().split("\n");
  return { text: stdout, earned: new Map(rows.map((row) => row.split(",") as [string, string])) };
}

/** Waits until a program has written something. @throws If it ends without. */
export async function written(running: Running, stream: "stdout" | "stderr", text: string): Promise<void> {
  let over: Ended | undefined;
  void running.ended.then((ended) => {
    over = ended;
  });
  while (!running.written()[stream].includes(text)) {
    if (over !== undefined) throw new Error(`ended with ${over.code} without "${text}":\n${over.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
