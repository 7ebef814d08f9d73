import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Formats, formatsOf } from "./formats.ts";

/** Formats of the present language. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? "en";
  return useMemo(() => formatsOf(language), [language]);
}
