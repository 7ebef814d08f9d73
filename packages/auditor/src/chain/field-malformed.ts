import { SourceFault } from "./fault.ts";

/** Of a bad value, so much is shown. */
const SHOWN = 80;

/** A source's answer is not of the form that it should have. */
export class FieldMalformed extends SourceFault {
  override readonly name = "FieldMalformed";
  override readonly code = "answer-malformed";
  override readonly verdict = "unproved";

  /** @param expected A number of bytes, or what else it should be; undefined for any bytes. */
  constructor(what: string, expected: string | number | undefined, found: unknown) {
    const wanted = typeof expected === "number" ? `${expected} bytes in hex` : (expected ?? "bytes in hex");
    super(
      `${what} is not ${/^[aeiou]/.test(wanted) ? "an " : ""}${wanted}`,
      { what, expected: wanted, found: shown(found) },
      "The source answers nonsense: repeat the audit with another endpoint.",
    );
  }
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : written(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // Lists in lists can be read deeper than they can be written.
    return `a ${typeof value} that cannot be shown`;
  }
}
