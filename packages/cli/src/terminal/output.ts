import { visibleJson } from "../../../auditor/src/text/visible.ts";

/** The streams that a command writes to. */
export interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** What a command came to. */
export interface Result {
  /** For machines: the one document that `--json` prints. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For people. */
  readonly text: string;
  /** Something could not be done, although the tool ran to its end. */
  readonly failed?: boolean;
  /** Exit code, where it says more than whether it failed. */
  readonly exit?: number;
}

/**
 * JSON in which whole numbers of the chain (ids, amounts in token units, times) are texts of digits. Nothing of others in
 * it can steer a terminal.
 */
export function toJson(value: unknown): string {
  const digits = (_: string, entry: unknown) => (typeof entry === "bigint" ? entry.toString() : entry);
  return visibleJson(JSON.stringify(value, digits, 2));
}
