import type { InterpolationOptions, i18n } from "i18next";
import { LANGUAGES } from "./languages.ts";

/** Which way a language is written. */
export function directionOf(code: string): "ltr" | "rtl" {
  return LANGUAGES.find((one) => one.code === code)?.dir ?? "ltr";
}

/**
 * A value as it stands in a text. In one that is written from right to left it keeps its own direction, and does not
 * change that of the words around it: an address or an amount would otherwise be torn apart.
 * @param code Language of the text.
 */
export function isolated(value: string, code: string): string {
  return directionOf(code) === "rtl" ? `\u2068${value}\u2069` : value;
}

/** How values get into texts. They are not escaped, since React escapes what it shows; only their direction is kept. */
export function interpolationOf(language: Pick<i18n, "resolvedLanguage">): InterpolationOptions {
  return { escape: (value) => isolated(value, language.resolvedLanguage ?? "en") };
}
