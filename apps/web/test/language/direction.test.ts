import { explainRevertData, IUpline__factory } from "@upline/protocol";
import { expect } from "chai";
import { createInstance } from "i18next";
import { directionOf, interpolationOf, isolated } from "../../src/language/direction.ts";
import { errorTextOf } from "../../src/language/error-texts.ts";
import { catalogueOf } from "./catalogue-files.ts";

const core = IUpline__factory.createInterface();

/** Sentences of an error in a language, as the pages show them. */
async function explained(language: string, data: string) {
  const i18n = createInstance();
  const errors = catalogueOf<object>(language, "errors");
  await i18n.init({ lng: language, resources: { [language]: { errors } } });
  return explainRevertData(data, { textOf: (key) => errorTextOf(i18n, key) });
}

describe("direction of a text", () => {
  it("is from right to left in Arabic alone", () => {
    expect(["en", "ar", "hi", "none"].map(directionOf)).to.deep.equal(["ltr", "rtl", "ltr", "ltr"]);
  });

  it("keeps a value apart only where it is from right to left", () => {
    expect(isolated("12 TUSD", "ar")).to.equal("\u206812 TUSD\u2069");
    expect(isolated("12 TUSD", "zh")).to.equal("12 TUSD");
  });

  it("keeps each value of a text apart, and escapes none", async () => {
    const i18n = createInstance();
    const common = { parts: { distributor: "{{id}}:" } };
    await i18n.init({
      lng: "ar",
      defaultNS: "common",
      resources: { ar: { common }, de: { common } },
      interpolation: interpolationOf(i18n),
    });
    expect(i18n.t("parts.distributor", { id: "A & B" })).to.equal("\u2068A & B\u2069:");
    await i18n.changeLanguage("de");
    expect(i18n.t("parts.distributor", { id: "A & B" })).to.equal("A & B:");
  });

  it("keeps each value of an error apart, in both sentences", async () => {
    const data = core.encodeErrorResult("WalletAlreadyBound", [`0x${"00".repeat(19)}07`, 42n]);
    const arabic = await explained("ar", data);
    expect(arabic?.sentence)
      .to.include(`\u20680x${"0".repeat(39)}7\u2069`)
      .and.to.include("\u206842\u2069");
    expect(arabic?.advice).to.include("\u206842\u2069");
    expect((await explained("tr", data))?.sentence).to.not.include("\u2068");
  });
});
