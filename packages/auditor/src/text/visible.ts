// The one rule for texts of others, whether on a terminal, in HTML, in CSV or in JSON. It needs nothing else, since
// whatever prints an error needs it.

// What people see as nothing, or what turns the text after it around: controls, marks of direction, spaces without width,
// line separators, halves of characters, tags.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|[\ufe00-\ufe0f]/gu;

/** Nearly every text is of these alone, and known in no time to hide nothing. */
const PLAIN = /^[ -~]*$/;

/**
 * A text of the chain as it can be shown: whatever is invisible, or would change how the text around it is read, is
 * written out, for example `\u{202e}`.
 */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(HIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As {@link visible}, with its line breaks kept, for texts of several lines. */
export function visibleLines(text: string): string {
  return text
    .split(/\r\n|\n/)
    .map(visible)
    .join("\n");
}

/**
 * JSON that says the same to whoever parses it, with what {@link visible} would write out as `\uXXXX`. Line breaks between
 * its parts stay.
 */
export function visibleJson(json: string): string {
  return json.replace(HIDDEN, (found) => (found === "\n" ? found : found.split("").map(escapedUnit).join("")));
}

function escapedUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Cut to so many characters, and saying so. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)} … (${text.length} characters in all)`;
}
