// Starts the relayer that the environment describes, until SIGINT or SIGTERM. The README has the variables.

import { explainError } from "@upline/protocol";
import { EnvironmentInvalid, readEnvironment } from "./environment.ts";
import { logTo } from "./log.ts";
import { startRelayer } from "./start.ts";

const log = logTo((line) => process.stdout.write(line));

try {
  const relayer = await startRelayer(readEnvironment(process.env), log);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void relayer.close().then(() => log("stopped"));
    });
  }
} catch (error) {
  const { sentence, advice } = explainError(error);
  process.stderr.write(`${error instanceof EnvironmentInvalid ? error.message : `${sentence} ${advice}`}\n`);
  process.exitCode = error instanceof EnvironmentInvalid ? 2 : 1;
}
