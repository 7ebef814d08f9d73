import { SourceFault } from "../fault.ts";

/** A file cannot be read as what it should be. */
export class FileMalformed extends SourceFault {
  override readonly name = "FileMalformed";
  override readonly code = "file-malformed";
  override readonly verdict = "unproved";

  /** @param what For example `the evidence bundle`. @param line From 1; 0 for the whole file. */
  constructor(what: string, line: number, problem: string) {
    super(
      `${what}${line === 0 ? "" : `, line ${line}`}: ${problem}`,
      { what, line, problem },
      "Get the file anew from who made it, and check that it arrived whole.",
    );
  }
}
