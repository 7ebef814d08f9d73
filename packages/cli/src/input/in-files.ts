import { InputInvalid, member } from "../../../engine/src/index.ts";
import { readJson } from "./json-file.ts";
import { FileInvalid, RowProblems } from "./problems.ts";
import { placesOf } from "./rows.ts";
import { readStateFile } from "./state-file.ts";

/** The files that the data of a period came from. */
export interface Files {
  readonly network: string;
  readonly sales: string;
  readonly state?: string | undefined;
}

/**
 * Computes something, and says what the engine says of rows in the terms of their files.
 * @throws FileInvalid instead of InputInvalid where a file is wrong, RangeError where `--period` is missing.
 */
export function inFiles<T>(files: Files, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof InputInvalid) sayWhere(files, error);
    throw error;
  }
}

function sayWhere({ network, sales, state }: Files, error: InputInvalid): void {
  const [first] = error.problems;
  if (first === undefined) return;
  const { table } = first;
  if (table === "period") throw new RangeError(`--period: ${first.message}`);
  if (table === "state" && state !== undefined) throw stateInvalid(state, error);
  const file = table === "distributors" ? network : table === "sales" ? sales : undefined;
  if (file === undefined) return;
  const problems = new RowProblems();
  problems.take(error, table);
  problems.finish(file, (rows) => placesOf({ file, ignored: new Set() }, rows));
}

/** A state's rows are the entries of a figure, in the order in which programs list them. */
function stateInvalid(file: string, { problems }: InputInvalid): FileInvalid {
  const { places } = readJson(file);
  const { figures } = readStateFile(file);
  const told = problems.map(({ row, field, message }) => {
    const entry = Object.keys(figures[field] ?? {})[row - 1] ?? "";
    return { ...places.of(member(member("$.figures", field), entry)), message: `${field}: ${message}` };
  });
  return new FileInvalid(file, told);
}
