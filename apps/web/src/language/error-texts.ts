import type { i18n } from "i18next";
import { isolated } from "./direction.ts";

/** Why an error happens and what to do next, in the form of the protocol's texts: `{name}` stands for a value. */
export interface TranslatedError {
  readonly why: string;
  readonly advice: string;
}

/** The text of an error in the present language. @returns Undefined where the catalogue `errors` has none. */
export function errorTextOf({ getResource, resolvedLanguage = "en" }: i18n, name: string): TranslatedError | undefined {
  const found: unknown = getResource(resolvedLanguage, "errors", name);
  if (typeof found !== "object" || found === null || !("why" in found) || !("advice" in found)) return undefined;
  const { why, advice } = found;
  if (typeof why !== "string" || typeof advice !== "string") return undefined;
  const shown = (text: string) => text.replace(/\{[^}]+\}/g, (value) => isolated(value, resolvedLanguage));
  return { why: shown(why), advice: shown(advice) };
}
