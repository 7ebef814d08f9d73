import { InvalidArgumentError } from "commander";

/**
 * A time as an option's value: `2026-12-01`, the first second of that day, `2026-12-01T12:00:00Z`, or seconds since
 * 1970.
 */
export function parseTime(text: string): bigint {
  if (/^\d{9,11}$/.test(text)) return BigInt(text);
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(full) ? Date.parse(full) : Number.NaN;
  // Days that a month does not have are moved into the next by some and refused by others.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== full.slice(0, 10)) {
    throw new InvalidArgumentError("It is a time such as 2026-12-01, 2026-12-01T12:00:00Z, or seconds since 1970.");
  }
  return BigInt(time) / 1000n;
}
