import { explainRevertData, IUpline__factory, Timelock__factory } from "@upline/protocol";
import { expect } from "chai";
import { createInstance } from "i18next";
import { errorFormatsOf } from "../../src/language/error-formats.ts";
import { errorTextOf } from "../../src/language/error-texts.ts";
import { catalogueOf } from "./catalogue-files.ts";

const core = IUpline__factory.createInterface();
const timelock = Timelock__factory.createInterface();
const TUSD = { decimals: 6, symbol: "TUSD" };
const PARTNER = `0x${"00".repeat(19)}07`;

/** What the pages say in a language when a call is refused with these bytes. */
async function said(language: string, data: string, token?: typeof TUSD): Promise<string | undefined> {
  const i18n = createInstance();
  const namespaces = Object.fromEntries(["errors", "words"].map((name) => [name, catalogueOf<object>(language, name)]));
  await i18n.init({ lng: language, resources: { [language]: namespaces }, interpolation: { escapeValue: false } });
  const context = { textOf: (key: string) => errorTextOf(i18n, key), formats: errorFormatsOf(i18n) };
  return explainRevertData(data, token === undefined ? context : { ...context, token })?.sentence;
}

describe("values in the texts of errors", () => {
  it("are amounts as the language writes them, to the unit", async () => {
    const data = core.encodeErrorResult("PayoutTooSmall", [1_234_567_891n, 2_000_000_000n]);
    expect(await said("de", data, TUSD)).to.equal(
      "Das Guthaben beträgt 1.234,567891 TUSD; die signierte Auszahlung verlangt mindestens 2.000,00 TUSD.",
    );
    expect(await said("pt", data)).to.include("1.234.567.891 unidades do token");
  });

  it("are choices in words", async () => {
    const data = core.encodeErrorResult("ReturnStateInvalid", [7n, 4, 1]);
    expect(await said("es", data)).to.equal(
      "La venta 7 está en el estado «liquidada» y esto requiere el estado «en depósito en garantía».",
    );
    expect(await said("fr", core.encodeErrorResult("ScreenRefused", [PARTNER, 3]))).to.include(
      "passage à un autre portefeuille",
    );
    expect(await said("de", core.encodeErrorResult("ScreenRefused", [PARTNER, 200]))).to.include("Vorgang: 200.");
  });

  it("are lists, yes and no, and percents", async () => {
    const states = timelock.encodeErrorResult("TimelockUnexpectedOperationState", [
      `0x${"11".repeat(32)}`,
      `0x${"00".repeat(31)}06`,
    ]);
    expect(await said("de", states)).to.match(/wartend oder bereit\.$/);
    expect(await said("pt", core.encodeErrorResult("PushUnchanged", [9n, true]))).to.include("(desativados: sim)");
    expect(await said("es", core.encodeErrorResult("PlanAboveCap", [4_250n, 3_500n]))).to.match(
      /suman 42,5\s%, .* es 35\s%\.$/,
    );
  });

  it("are times, of which a missing one and one that is no date are told apart, and durations in full", async () => {
    const lasting = (time: bigint) => said("de", core.encodeErrorResult("PlanNotDue", [time, 0n]));
    expect(await lasting(1_700_000_000n)).to.match(
      /Aktuelle Zeit: 1[45]\.11\.2023, \d\d:13\. .*: nicht gesetzt \(0\)\.$/,
    );
    expect(await lasting(253_402_300_800n)).to.include("Aktuelle Zeit: 253.402.300.800.");
    const window = core.encodeErrorResult("ProductWindowInvalid", [0n, 93_784n, 31_622_400n]);
    expect(await said("en", window)).to.match(/ is 1 day,? 2 hours,? 3 minutes,? 4 seconds\./);
    expect(await said("fr", window)).to.match(/1\sjour 2\sheures 3\sminutes 4\ssecondes/);
  });
});
