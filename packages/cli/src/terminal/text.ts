import { fromUnits } from "../../../engine/src/index.ts";

/** `1,234`. */
export function grouped(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1,234.500000`: all of the token's decimals, so that a column of amounts lines up. */
export function aligned(units: bigint, decimals: number): string {
  return fromUnits(units, decimals);
}

/** `35.0 %`, rounded to a tenth, for a look at proportions beside exact amounts. */
export function percent(part: bigint, whole: bigint): string {
  if (whole === 0n) return "";
  const tenths = (part * 2000n + whole) / (whole * 2n);
  return `${tenths / 10n}.${tenths % 10n} %`;
}

/**
 * Breaks a text into lines of at most `width`; what has no spaces stays whole.
 * @param indent Before the first line.
 * @param hanging Before the others.
 */
export function wrapped(text: string, width: number, indent: string, hanging = indent): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    const longer = line.trim() === "" ? line + word : `${line} ${word}`;
    if (line.trim() !== "" && longer.length > width) {
      lines.push(line);
      line = hanging + word;
    } else line = longer;
  }
  return [...lines, line].join("\n");
}
