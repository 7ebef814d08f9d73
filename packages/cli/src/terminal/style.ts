import pc from "picocolors";

/** Colours for what is written to a stream: none if it is no terminal or NO_COLOR is set. */
export function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  const { NO_COLOR = "", FORCE_COLOR = "", TERM } = process.env;
  const wanted = FORCE_COLOR !== "" ? FORCE_COLOR !== "0" : stream.isTTY && TERM !== "dumb";
  return pc.createColors(NO_COLOR === "" && wanted);
}

/** The width that text is set in: the terminal's, within what is comfortable to read. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return Math.max(60, Math.min(stream.columns ?? 120, 120));
}
