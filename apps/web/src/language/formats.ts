import type { TokenUnit } from "@upline/protocol";
import { formatUnits } from "ethers";

/** Numbers, amounts and times as a language writes them. All are exact: nothing is rounded but where it is said. */
export interface Formats {
  /** `1,234` */
  number(value: number | bigint): string;
  /**
   * `1,234.50 USDC`, with at least two decimals where the unit has them.
   * @param most Decimals at most, what is beyond is cut off; all if not given.
   */
  amountOf(units: bigint, unit: TokenUnit, most?: number): string;
  /** `12.5%` from 1,250 basis points. */
  percent(basisPoints: bigint | number): string;
  /** Day and time, in the visitor's time zone, from seconds since 1970. */
  time(seconds: bigint | number): string;
  /** The day alone. */
  date(seconds: bigint | number): string;
  /**
   * `14 days`, `1 day, 6 hours`, from seconds.
   * @param most Units at most, the largest first, what is beyond is cut off; 2 if not given, 4 are all.
   */
  duration(seconds: bigint | number, most?: number): string;
}

const SIZES = [
  ["day", 86_400n],
  ["hour", 3_600n],
  ["minute", 60n],
  ["second", 1n],
] as const;

/** Making formats takes far longer than using them, and lists use them in every row. */
const made = new Map<string, Formats>();

/** Formats of a language, for example `de`. */
export function formatsOf(language: string): Formats {
  const known = made.get(language) ?? makeFormats(language);
  made.set(language, known);
  return known;
}

function makeFormats(language: string): Formats {
  const whole = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 });
  const time = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const list = new Intl.ListFormat(language, { style: "narrow", type: "unit" });
  return {
    number: (value) => whole.format(value),
    amountOf: (units, unit, most) => `${decimal(language, units, unit.decimals, most)} ${unit.symbol}`,
    percent: (points) => percent.format(Number(points) / 10_000),
    time: (seconds) => time.format(Number(seconds) * 1000),
    date: (seconds) => date.format(Number(seconds) * 1000),
    duration: (seconds, most = 2) => list.format(durationParts(language, BigInt(seconds), most)),
  };
}

/** `Intl` formats a decimal string to its last digit; a number would lose those of a large amount. */
function decimal(language: string, units: bigint, decimals: number, most = decimals): string {
  const text = formatUnits(cut(units, decimals, most), decimals);
  return decimalFormat(language, decimals, most).format(text as Intl.StringNumericLiteral);
}

const decimalFormats = new Map<string, Intl.NumberFormat>();

function decimalFormat(language: string, decimals: number, most: number): Intl.NumberFormat {
  const key = `${language} ${decimals} ${most}`;
  const format =
    decimalFormats.get(key) ??
    new Intl.NumberFormat(language, {
      minimumFractionDigits: Math.min(2, decimals, most),
      maximumFractionDigits: Math.min(most, decimals, 100),
    });
  decimalFormats.set(key, format);
  return format;
}

function cut(units: bigint, decimals: number, most: number): bigint {
  const step = 10n ** BigInt(Math.max(0, decimals - most));
  return (units / step) * step;
}

function durationParts(language: string, seconds: bigint, most: number): string[] {
  let left = seconds < 0n ? 0n : seconds;
  const parts: string[] = [];
  for (const [unit, size] of SIZES) {
    const count = left / size;
    left %= size;
    const isShown = parts.length < most && (count > 0n || (unit === "second" && parts.length === 0));
    if (isShown) {
      const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
      parts.push(format.format(count));
    }
  }
  return parts;
}
