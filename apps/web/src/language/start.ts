import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { catalogues } from "./catalogues.ts";
import { directionOf, interpolationOf } from "./direction.ts";
import { LANGUAGES, languageFor } from "./languages.ts";

const KEY = "upline.language";

/** Texts that few visitors see, and all need at once when something fails: loaded when the first page is there. */
const LATER = ["errors", "words"];
/** Milliseconds until then. */
const QUIET = 3_000;

/** Begins in the language that the visitor chose, or that the browser asks for. */
export async function startLanguage(): Promise<i18n> {
  const { code } = languageFor([chosen(), ...navigator.languages].filter((one) => one !== undefined));
  i18next.on("languageChanged", show);
  await i18next
    .use(catalogues)
    .use(initReactI18next)
    .init({
      lng: code,
      fallbackLng: "en",
      supportedLngs: LANGUAGES.map((one) => one.code),
      ns: ["common", "wallet", "writes"],
      defaultNS: "common",
      interpolation: interpolationOf(i18next),
      returnNull: false,
    });
  setTimeout(() => void i18next.loadNamespaces(LATER), QUIET);
  return i18next;
}

/** Changes the language, and keeps the choice. */
export async function chooseLanguage(code: string): Promise<void> {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // A browser that keeps nothing begins with its own language again.
  }
  await i18next.changeLanguage(code);
}

function chosen(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Tells the browser which language and direction the page has. */
function show(code: string): void {
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
}
