import { readdirSync, readFileSync } from "node:fs";

const CATALOGUES = new URL("../../src/language/catalogues/", import.meta.url);

/** Why an error happens and what to do next. */
export interface ErrorEntry {
  readonly why: string;
  readonly advice: string;
}

/** Codes of the languages that have a folder, English left out. */
export function translations(): string[] {
  return readdirSync(CATALOGUES).filter((code) => code !== "en");
}

/** Names of the catalogues that a language has. */
export function namespacesOf(language: string): string[] {
  return readdirSync(new URL(`${language}/`, CATALOGUES)).map((file) => file.replace(/\.json$/, ""));
}

/** A catalogue as it is in the file. */
export function catalogueOf<T>(language: string, namespace: string): T {
  return JSON.parse(readFileSync(new URL(`${language}/${namespace}.json`, CATALOGUES), "utf8")) as T;
}
