import { fromUnits } from "@upline/engine";
import { formatDuration } from "@upline/protocol";

/** The token in which a programme pays. */
export interface TokenFacts {
  readonly address: string;
  /** As the token says; anything can stand there. */
  readonly symbol: string;
  readonly decimals: number;
}

/** `1,234`. */
export function grouped(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Longest fraction that every amount is shown with; what is below it follows only where there is something. */
const USUAL_DECIMALS = 2;

/** `1,234.50`: the exact amount, without zeros behind the second decimal. */
export function amount(units: bigint, { decimals }: Pick<TokenFacts, "decimals">): string {
  const [whole = "0", fraction = ""] = fromUnits(units, decimals).split(".");
  const shown = fraction.replace(/0+$/, "").padEnd(Math.min(USUAL_DECIMALS, decimals), "0");
  return shown === "" ? whole : `${whole}.${shown}`;
}

/** `1,234.500000`: exact, with all decimals of the token, so that a column of amounts lines up. */
export function exact(units: bigint, { decimals }: Pick<TokenFacts, "decimals">): string {
  return fromUnits(units, decimals);
}

/** `1,234.50`: rounded to two decimals, halves away from zero, for a page that says so; `<0.01` is more than nothing. */
export function rounded(units: bigint, { decimals }: Pick<TokenFacts, "decimals">): string {
  if (decimals <= USUAL_DECIMALS) return fromUnits(units, decimals);
  const cent = 10n ** BigInt(decimals - USUAL_DECIMALS);
  const size = units < 0n ? -units : units;
  const cents = (size + cent / 2n) / cent;
  if (cents === 0n && units !== 0n) return units < 0n ? ">-0.01" : "<0.01";
  return fromUnits(units < 0n ? -cents : cents, USUAL_DECIMALS);
}

/** `1234.500000`: exact, for programs, with all decimals of the token. */
export function decimal(units: bigint, { decimals }: Pick<TokenFacts, "decimals">): string {
  return fromUnits(units, decimals).replaceAll(",", "");
}

/** `35.0 %`, rounded to a tenth; empty where there is no whole. */
export function percent(part: bigint | number, whole: bigint | number): string {
  const [of, all] = [BigInt(part), BigInt(whole)];
  if (all === 0n) return "";
  const tenths = (of * 2000n + all) / (all * 2n);
  const sign = tenths < 0n ? "-" : "";
  const size = tenths < 0n ? -tenths : tenths;
  return `${sign}${size / 10n}.${size % 10n} %`;
}

/** A rate in basis points as `12.5 %`. */
export function rate(points: bigint | number): string {
  return `${fromUnits(BigInt(points), 2).replace(/\.?0+$/, "")} %`;
}

/** The last second that a date can tell. */
const LAST_DATE = 253_402_300_799n;

/** `2026-11-22T13:33:00Z` from seconds since 1970; beyond the year 9999 the plain number. */
export function isoTime(seconds: bigint): string {
  if (seconds > LAST_DATE) return seconds.toString();
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`;
}

/** `2026-11-22`. */
export function day(seconds: bigint): string {
  return seconds > LAST_DATE ? seconds.toString() : isoTime(seconds).slice(0, 10);
}

/** `2026-11-22 13:33 UTC`. */
export function minute(seconds: bigint): string {
  return seconds > LAST_DATE ? seconds.toString() : `${isoTime(seconds).slice(0, 16).replace("T", " ")} UTC`;
}

/** `1 sale`, `2 sales`. */
export function count(number: bigint | number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${BigInt(number) === 1n ? one : many}`;
}

/** `14 days`, `1 day 6 hours` from seconds. */
export const duration: (seconds: bigint) => string = formatDuration;
