import { relative } from "node:path";
import { ProtocolError } from "../../../packages/protocol/src/index.ts";

/** One thing that is wrong in a CSV file. */
export interface CsvProblem {
  /** From 1. */
  readonly line: number;
  readonly column: string;
  /** What stands there; undefined where something is missing. */
  readonly found: string | undefined;
  readonly expected: string;
}

/** Problems that are shown; there may be more. */
const SHOWN = 20;
/** Longest piece of a cell that is shown. */
const CELL = 60;

/** A CSV file has something else than it must have. Files are read whole before anything is sent. */
export class CsvInvalid extends ProtocolError {
  override readonly name = "CsvInvalid";

  constructor(file: string, problems: readonly CsvProblem[]) {
    const shown = problems.slice(0, SHOWN);
    const more = problems.length > SHOWN ? [`  and ${problems.length - SHOWN} more`] : [];
    const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
    super(
      [`${relative(process.cwd(), file) || file} has ${count}`, ...shown.map(sentence), ...more].join("\n"),
      { file, problems: shown, total: problems.length },
      "Correct the file and start again; nothing was sent.",
    );
  }
}

function sentence({ line, column, found, expected }: CsvProblem): string {
  const cell = found === undefined ? "missing" : JSON.stringify(found);
  const short = cell.length > CELL ? `${cell.slice(0, CELL)}…` : cell;
  return `  line ${line}, column "${column}": found ${short}, expected ${expected}`;
}

/** A CSV file cannot be read. */
export class CsvMissing extends ProtocolError {
  override readonly name = "CsvMissing";

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`cannot read ${relative(process.cwd(), file) || file}: ${reason}`, { file }, "Check the file's name.");
  }
}
