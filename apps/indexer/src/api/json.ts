/** JSON in which integers of any size are text. */
export function exact(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}

/** An answer of JSON. */
export function answer(value: unknown, status = 200): Response {
  return new Response(exact(value), { status, headers: { "content-type": "application/json" } });
}
