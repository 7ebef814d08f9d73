import { relative } from "node:path";
import { ProtocolError } from "../../../packages/protocol/src/index.ts";

/** Where in a file something is wrong. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Name of a CSV file's column, or the character's number, from 1, in other files. */
  readonly column: string | number;
}

/** A file has something else than it must have. Files are read before anything is sent. */
export class InputInvalid extends ProtocolError {
  override readonly name = "InputInvalid";

  /**
   * @param what What the place is about, where the column does not tell.
   * @param found What stands there; undefined where something is missing.
   */
  constructor(place: Place, what: string | undefined, found: string | undefined, expected: string) {
    const file = relative(process.cwd(), place.file);
    const column = typeof place.column === "number" ? `column ${place.column}` : `column "${place.column}"`;
    super(
      `${file}, line ${place.line}, ${column}: ${what === undefined ? "" : `${what} is `}${found ?? "missing"}, expected ${expected}`,
      { ...place, what, found, expected },
      "Correct the file and start again; nothing was sent.",
    );
  }
}

/** A file of the data cannot be read. */
export class InputMissing extends ProtocolError {
  override readonly name = "InputMissing";

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`cannot read ${relative(process.cwd(), file)}: ${reason}`, { file }, "Check the folder given with --data.");
  }
}
