/** Seconds since 1970 of a time like `2020-12-01T00:00:00Z`; undefined if it is none that the calendar has. */
export function parseTime(text: string): bigint | undefined {
  const milliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) return undefined;
  // Date.parse takes the 30th of February for the 2nd of March.
  const back = new Date(milliseconds).toISOString().replace(".000Z", "Z");
  return back === text ? BigInt(milliseconds / 1000) : undefined;
}
