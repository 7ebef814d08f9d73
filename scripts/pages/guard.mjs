// Runs a program, and ends it with all that it has started when whoever runs this guard tells it to, or is gone, even if
// it was killed. Then it removes the program's folder.
//
//   node scripts/pages/guard.mjs <folder> <program> <argument> …      with an IPC channel
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

/** Milliseconds that a program has to end by itself. */
const PATIENCE = 3_000;

const [folder, program, ...args] = process.argv.slice(2);
if (folder === undefined || program === undefined || process.send === undefined) {
  console.error("The guard needs a folder, a program, and an IPC channel.");
  process.exit(2);
}

// A group of its own: Ctrl-C at a terminal reaches the guard's owner, who decides.
const child = spawn(program, args, { detached: true, stdio: ["ignore", "inherit", "inherit"] });
let ending = false;

function signal(name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // All of them have ended.
  }
}

function end() {
  if (ending || child.pid === undefined) return;
  ending = true;
  signal("SIGTERM");
  setTimeout(() => signal("SIGKILL"), PATIENCE).unref();
}

function leave(code) {
  signal("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

process.on("SIGINT", () => {});
process.on("SIGTERM", end);
process.on("disconnect", end);
child.on("error", (error) => {
  console.error(error.message);
  leave(127);
});
child.on("exit", (code) => leave(code ?? 1));
