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

/** Names with what is to be said of each beside them, broken into lines of at most `width`. */
export function facts(rows: readonly (readonly [name: string, value: string])[], width: number): string {
  const indent = Math.max(...rows.map(([name]) => name.length)) + 4;
  const lines = rows.flatMap(([name, value]) =>
    wrapped(value, width - indent, "")
      .split("\n")
      .map((line, i) => (i === 0 ? `  ${name}` : "").padEnd(indent) + line),
  );
  return lines.join("\n");
}

/** Breaks each line of a text that is longer than `width`; what follows is indented by two more. */
export function reflowed(text: string, width: number): string {
  const lines = text.split("\n").map((line) => {
    const indent = " ".repeat(line.length - line.trimStart().length);
    return line.length <= width ? line : wrapped(line.trimStart(), width, indent, `${indent}  `);
  });
  return lines.join("\n");
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
