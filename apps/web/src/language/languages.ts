/** A language that the pages can be read in. */
export interface Language {
  /** As browsers name it. */
  readonly code: string;
  /** What it is called in itself. */
  readonly name: string;
  readonly dir: "ltr" | "rtl";
}

/** All, English first. Each has a folder in `catalogues/`. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  { code: "en", name: "English", dir: "ltr" },
  { code: "de", name: "Deutsch", dir: "ltr" },
  { code: "es", name: "Español", dir: "ltr" },
  { code: "fr", name: "Français", dir: "ltr" },
  { code: "pt", name: "Português", dir: "ltr" },
  { code: "id", name: "Bahasa Indonesia", dir: "ltr" },
  { code: "tr", name: "Türkçe", dir: "ltr" },
  { code: "ar", name: "العربية", dir: "rtl" },
  { code: "hi", name: "हिन्दी", dir: "ltr" },
  { code: "zh", name: "简体中文", dir: "ltr" },
];

/** The first of the browser's languages that there is; English if there is none. */
export function languageFor(wanted: readonly string[], languages: readonly Language[] = LANGUAGES): Language {
  for (const code of wanted) {
    const [primary] = code.toLowerCase().split("-");
    const found = languages.find((one) => one.code === code) ?? languages.find((one) => one.code === primary);
    if (found !== undefined) return found;
  }
  return LANGUAGES[0];
}
