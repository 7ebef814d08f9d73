import type { coloursFor } from "../../../packages/cli/src/terminal/style.ts";

/** How much a line matters. */
export type Level = "info" | "warning" | "error";

/** Writes lines for people, or objects for machines. */
export interface Log {
  info(text: string, fields?: Fields): void;
  warning(text: string, fields?: Fields): void;
  error(text: string, fields?: Fields): void;
}

/** What machines get beside the text. */
export type Fields = Readonly<Record<string, unknown>>;

/** How lines are to look. */
export interface LogStyle {
  readonly json: boolean;
  readonly colours: ReturnType<typeof coloursFor>;
}

/** The same warning again says nothing new for so long, in milliseconds. */
const REPEAT_AFTER = 60_000;

/** @param now Milliseconds since 1970. */
export function logTo(write: (line: string) => void, { json, colours }: LogStyle, now = () => Date.now()): Log {
  const said = new Map<string, number>();
  const line = (level: Level, text: string, fields: Fields = {}) => {
    const time = now();
    if (level !== "info" && time - (said.get(text) ?? Number.NEGATIVE_INFINITY) < REPEAT_AFTER) return;
    // What was said long ago is forgotten, so that the map stays small.
    for (const [old, at] of said) if (time - at >= REPEAT_AFTER) said.delete(old);
    said.set(text, time);
    const stamp = new Date(time).toISOString();
    write(json ? machine({ time: stamp, level, text, ...fields }) : `${colours.dim(stamp)} ${sign(level)} ${text}`);
  };
  const sign = (level: Level) =>
    ({ info: colours.green("✓"), warning: colours.yellow("!"), error: colours.red("✗") })[level];
  return {
    info: (text, fields) => line("info", text, fields),
    warning: (text, fields) => line("warning", text, fields),
    error: (text, fields) => line("error", text, fields),
  };
}

/** Whole numbers of the chain are texts of digits. */
function machine(value: object): string {
  return JSON.stringify(value, (_, entry: unknown) => (typeof entry === "bigint" ? `${entry}` : entry));
}
