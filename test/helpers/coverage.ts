import type { Context } from "mocha";

/**
 * Leaves out a suite that runs scripts as programs of their own, which take the contracts as they ship: beside
 * instrumented ones they prove nothing. Of a single test: one that counts gas.
 */
export function leaveOutUnderCoverage(suite: Context): void {
  // biome-ignore lint/suspicious/noSkippedTests: only under coverage, where the suite would test other contracts
  if (process.argv.includes("--coverage")) suite.skip();
}
