import { CommanderError } from "commander";
import { AUDIT_EXIT, visible } from "../../../../auditor/src/index.ts";
import type { Result } from "../../terminal/output.ts";

/** Ends a verb with wrong usage, saying what is wrong. */
export function wrongUsage(message: string): never {
  throw new CommanderError(2, "upline.usage", message);
}

/** The end of an audit that could not begin: the source does not give what is needed. */
export function notProved(error: Error, advice: string): Result {
  const { name, message } = error;
  return {
    json: { verdict: "unproved", error: { name, message, advice } },
    // An endpoint's own words may be in it.
    text: `Nothing could be proved: ${visible(message)}.\n${advice}`,
    exit: AUDIT_EXIT.unproved,
  };
}
