// Answers, and what is wrong with a question.

/** JSON in which integers of any size are text. */
export function exact(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}

/** An answer of JSON. */
export function answer(value: unknown, status = 200): Response {
  return new Response(exact(value), { status, headers: { "content-type": "application/json" } });
}

/** Something that was asked cannot be answered. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;

  /** @param code A stable name. @param message What was wrong, the value, what was expected. */
  constructor(status: number, code: string, message: string) {
    super(message);
    [this.status, this.code] = [status, code];
  }
}

/** A failure in JSON: `{ "error": { "code", "message" } }`. What nobody asking can mend is named, not described. */
export function failure(error: unknown): Response {
  if (error instanceof Refusal) return answer({ error: { code: error.code, message: error.message } }, error.status);
  if (isTimeout(error)) {
    const message = "The database took too long. Ask for a smaller page, or for less at once.";
    return answer({ error: { code: "too-slow", message } }, 503);
  }
  const message = "The indexer could not answer. Try again; if it stays so, its operator finds the reason in its log.";
  return answer({ error: { code: "internal", message } }, 500);
}

/** PostgreSQL's code for a statement that ran longer than it may, in the error or in what caused it. */
function isTimeout(error: unknown): boolean {
  for (let layer = error; layer instanceof Error; layer = layer.cause) {
    if ("code" in layer && layer.code === "57014") return true;
  }
  return false;
}
