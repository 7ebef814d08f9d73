// Runs one build's mutants in a process of their own. A mutant that ends or hangs the process twice counts as killed, and
// the rest goes on in another.
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { FOLDER, workerEnvironment } from "./coverage.ts";
import type { Job, Message, Task } from "./mutant-worker.ts";

export type Ending = Omit<Message & { kind: "end" }, "kind">;

/** Longest silence of a process: loading the tests, or one mutant's tests. */
const SILENCE = 120_000;

/** Runs tasks until the process has ended; returns what was under way then, if anything was. */
function runProcess(job: Job, artifacts: string, ended: (ending: Ending) => void): Promise<string | undefined> {
  const path = `${artifacts}-job.json`;
  writeFileSync(path, JSON.stringify(job));
  return new Promise((resolve, reject) => {
    const child = fork("tools/mutation/mutant-worker.ts", [path], {
      execArgv: ["--import", "tsx/esm", "--max-old-space-size=3000"],
      env: workerEnvironment(artifacts),
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    let current: string | undefined;
    let timer = setTimeout(() => child.kill("SIGKILL"), SILENCE);
    child.on("message", (message: Message) => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), SILENCE);
      if (message.kind === "begin") current = message.id;
      else {
        current = undefined;
        ended(message);
      }
    });
    child.on("exit", (_, signal) => {
      clearTimeout(timer);
      // Our own signal is SIGKILL: another one is somebody's who wants an end.
      if (signal === "SIGTERM" || signal === "SIGINT") reject(new Error("The process that runs mutants was stopped."));
      else resolve(current);
    });
  });
}

/**
 * Runs all tasks of a job.
 * @param name Of the folder of artifacts, `cache/mutation/<name>`.
 * @throws Error if a process ends before its first mutant.
 */
export async function runTasks(job: Job, name: string, ended: (ending: Ending) => void): Promise<void> {
  const waiting = new Map<string, Task>(job.tasks.map((task) => [task.id, task]));
  const suspects = new Set<string>();
  while (waiting.size > 0) {
    const before = waiting.size;
    const lost = await runProcess({ ...job, tasks: [...waiting.values()] }, `${FOLDER}/${name}`, (ending) => {
      waiting.delete(ending.id);
      ended(ending);
    });
    if (lost !== undefined) {
      const task = waiting.get(lost);
      waiting.delete(lost);
      if (task !== undefined && !suspects.has(lost)) {
        suspects.add(lost);
        waiting.set(lost, task);
        continue;
      }
      ended({ id: lost, by: { test: "the whole process", reason: "ended or hung" }, tests: 1, all: true });
    } else if (waiting.size === before) throw new Error("The process that runs mutants ended before its first one.");
  }
}
