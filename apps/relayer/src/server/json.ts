/** JSON in which integers of any size are decimal text. */
export function exact(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}
