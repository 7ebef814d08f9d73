import { ERROR_TEXTS, placeholders } from "@upline/protocol";
import { expect } from "chai";
import { catalogueOf, type ErrorEntry, translations } from "./catalogue-files.ts";

type Entries = Readonly<Record<string, ErrorEntry>>;

/** The English texts: the contracts' and the wallet's, and the pages' own. */
const ENGLISH: ReadonlyMap<string, ErrorEntry> = new Map<string, ErrorEntry>([
  ...ERROR_TEXTS,
  ...Object.entries(catalogueOf<Entries>("en", "errors")),
]);

/** Each place where a value stands, with its format, in alphabetical order. */
const valuesIn = (text: string) =>
  placeholders(text)
    .map(({ name, format }) => `${name}:${format ?? ""}`)
    .sort();

describe("error texts of the pages", () => {
  it("are in several languages", () => {
    expect(ERROR_TEXTS.size).to.be.greaterThan(160);
    expect(translations()).to.include.members(["de", "es", "fr", "pt"]);
  });

  for (const language of translations()) {
    describe(`in ${language}`, () => {
      const entries = catalogueOf<Entries>(language, "errors");

      it("exist for every error that protocol explains, and for none that nobody throws", () => {
        expect(entries).to.include.all.keys(...ERROR_TEXTS.keys());
        expect([...ENGLISH.keys()]).to.include.members(Object.keys(entries));
      });

      it("show the values of the English text, each in the same form", () => {
        for (const [key, entry] of Object.entries(entries)) {
          for (const part of ["why", "advice"] as const) {
            const text = entry[part];
            expect(valuesIn(text), `${key}.${part}`).to.deep.equal(valuesIn(ENGLISH.get(key)?.[part] ?? ""));
            expect(text.replace(/\{\w+(:\w+)?\}/g, ""), `${key}.${part}`).to.not.match(/[{}]/);
          }
        }
      });

      it("say something, and not in English", () => {
        for (const [key, entry] of Object.entries(entries)) {
          for (const part of ["why", "advice"] as const) {
            const text = entry[part];
            expect(text.trim(), `${key}.${part}`).to.have.length.greaterThan(3);
            expect(text, `${key}.${part}`).to.not.equal(ENGLISH.get(key)?.[part]);
          }
        }
      });
    });
  }
});
