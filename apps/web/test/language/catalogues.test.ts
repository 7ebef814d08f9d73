import { expect } from "chai";
import { LANGUAGES } from "../../src/language/languages.ts";
import { catalogueOf, namespacesOf, translations } from "./catalogue-files.ts";

interface Texts {
  readonly [key: string]: string | Texts;
}

/** Texts by their whole key, `claim.title`. */
function flat(texts: Texts, above = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === "string") found.set(above + key, value);
    else for (const [below, text] of flat(value, `${above}${key}.`)) found.set(below, text);
  }
  return found;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const stemOf = (key: string) => key.replace(PLURAL, "");

/** What stands in a text for a value or an element; the count can be left out, since "one" and "two" say it. */
const marksIn = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}|<\/?\w+\s*\/?>/g)]
    .map(([mark, name]) => name ?? mark.replace(/\s/g, ""))
    .filter((mark) => mark !== "count")
    .sort();

const pages = namespacesOf("en").filter((namespace) => namespace !== "errors");

/** What every page shows; a page's own texts may come later than the page. */
const SHARED = ["common", "home", "wallet", "words", "writes"];

describe("languages", () => {
  it("are ten, each with its texts, one of them written from right to left", () => {
    expect(LANGUAGES.map(({ code }) => code).sort()).to.deep.equal(["en", ...translations()].sort());
    expect(LANGUAGES).to.have.lengthOf(10);
    expect(LANGUAGES.filter(({ dir }) => dir === "rtl").map(({ code }) => code)).to.deep.equal(["ar"]);
  });
});

for (const language of translations()) {
  describe(`texts of the pages in ${language}`, () => {
    for (const namespace of SHARED) {
      it(`of ${namespace} are complete`, () => {
        const stems = (code: string) => new Set([...flat(catalogueOf<Texts>(code, namespace)).keys()].map(stemOf));
        expect([...stems(language)].sort()).to.deep.equal([...stems("en")].sort());
      });
    }

    for (const namespace of pages.filter((name) => namespacesOf(language).includes(name))) {
      const english = flat(catalogueOf<Texts>("en", namespace));
      const byStem = new Map([...english].map(([key, text]) => [stemOf(key), text]));
      const texts = flat(catalogueOf<Texts>(language, namespace));

      it(`of ${namespace} are those of keys that exist, and say something`, () => {
        expect([...byStem.keys()]).to.include.members([...texts.keys()].map(stemOf));
        for (const [key, text] of texts) expect(text.trim(), key).to.not.equal("");
      });

      it(`of ${namespace} show the values of the English ones`, () => {
        for (const [key, text] of texts) {
          expect(marksIn(text), key).to.deep.equal(marksIn(english.get(key) ?? byStem.get(stemOf(key)) ?? ""));
        }
      });

      it(`of ${namespace} have every plural form of the language`, () => {
        const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
        for (const stem of [...english.keys()].filter((key) => key.endsWith("_other")).map(stemOf)) {
          const forms = pluralCategories.filter((form) => texts.has(`${stem}_${form}`));
          if (forms.length > 0) expect(forms, stem).to.deep.equal(pluralCategories);
        }
      });
    }
  });
}
