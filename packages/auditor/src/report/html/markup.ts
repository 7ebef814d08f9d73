import { visible } from "../../text/visible.ts";

/** Markup that is safe to write as it is: only {@link html} and our own drawings make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | bigint | undefined | readonly Part[];

/** Markup with values in it. Texts are escaped, and what is invisible in them is shown; markup stays; undefined is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, place) => text + markupOf(parts[place - 1]) + string));
}

function markupOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(markupOf).join("");
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** A text for an element's content or a quoted attribute. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? "");
}
