export const DAY = 86_400n;

/** `2021-01-31` from seconds since 1970. */
export function dayOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}
