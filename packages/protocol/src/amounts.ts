import { formatUnits } from "ethers";

/** What turns token units into an amount that people read. */
export interface TokenUnit {
  /** Decimals of the token. */
  readonly decimals: number;
  /** Its symbol, for example `USDC`. */
  readonly symbol: string;
}

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** `1,234.50 USDC`: at least two decimals where the token has them, never rounded. Without a token: token units. */
export function formatAmount(units: bigint, token?: TokenUnit): string {
  if (token === undefined) return `${grouped(units.toString())} token units`;
  const [whole = "0", fraction = ""] = formatUnits(units, token.decimals).split(".");
  const shown = fraction.replace(/0+$/, "").padEnd(Math.min(2, token.decimals), "0");
  return `${grouped(whole)}${shown === "" ? "" : `.${shown}`} ${token.symbol}`;
}

/** `12.5 %` from 1,250 basis points. */
export function formatBasisPoints(points: bigint): string {
  return `${formatUnits(points, 2).replace(/\.0$/, "")} %`;
}

/** `2026-11-22T13:33:00Z` from seconds since 1970; the plain number where that is no date, and `not set (0)` for 0. */
export function formatTime(seconds: bigint): string {
  if (seconds === 0n) return "not set (0)";
  if (seconds > 253_402_300_799n) return grouped(seconds.toString());
  return new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
}

const UNITS = [
  ["day", 86_400n],
  ["hour", 3_600n],
  ["minute", 60n],
  ["second", 1n],
] as const;

/** `14 days`, `1 day 6 hours` from seconds. */
export function formatDuration(seconds: bigint): string {
  let left = seconds;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = left / size;
    left %= size;
    if (count > 0n) parts.push(`${grouped(count.toString())} ${unit}${count === 1n ? "" : "s"}`);
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}
