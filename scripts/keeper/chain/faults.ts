import { explainError } from "../../../packages/protocol/src/index.ts";

const DOWN = ["NETWORK_ERROR", "SERVER_ERROR"];

/**
 * Whether an error says that the endpoint cannot be reached at all. Any other may come from what was asked, so that less
 * of it, or something else, may pass.
 */
export function isDown(error: unknown): boolean {
  return DOWN.includes(explainError(error).name);
}

/** An error in one line: what no text is known for speaks for itself. */
export function inOneLine(error: unknown): string {
  const { name, sentence } = explainError(error);
  const text = name === "UNKNOWN" && error instanceof Error ? error.message : sentence;
  return text.split("\n", 1)[0] ?? "";
}
