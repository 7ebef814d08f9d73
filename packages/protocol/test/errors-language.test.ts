import { expect } from "chai";
import { Interface } from "ethers";
import { ERROR_TEXTS, type ErrorFormats, explainRevertData } from "../src/index.ts";

const errors = new Interface([
  "error SignatureExpired(uint256 time, uint256 deadline)",
  "error SignatureExpired(uint256 signatureDeadline)",
  "error PayoutTooSmall(uint256 amount, uint256 atLeast)",
  "error PushUnchanged(uint256 id, bool off)",
]);
const dataOf = (signature: string, values: unknown[]) => errors.encodeErrorResult(signature, values);
const CORE = dataOf("SignatureExpired(uint256,uint256)", [2_000n, 1_000n]);
const PERMIT2 = dataOf("SignatureExpired(uint256)", [1_000n]);

describe("error texts of another language", () => {
  it("are asked for by keys that are each other's unlike, the first of a name by the name alone", () => {
    const asked = [CORE, PERMIT2].map((data) => {
      const keys: string[] = [];
      explainRevertData(data, {
        textOf: (key) => {
          keys.push(key);
          return undefined;
        },
      });
      return keys;
    });
    expect(asked).to.deep.equal([["SignatureExpired"], ["SignatureExpired(uint256)"]]);
    expect(ERROR_TEXTS.get("SignatureExpired")?.signature).to.equal("SignatureExpired(uint256 time, uint256 deadline)");
    expect(ERROR_TEXTS.get("SignatureExpired(uint256)")?.signature).to.equal(
      "SignatureExpired(uint256 signatureDeadline)",
    );
  });

  it("take the English one's place, which is taken where there is none", () => {
    const textOf = (key: string) => (key === "SignatureExpired" ? { why: "Zu spät.", advice: "Neu." } : undefined);
    expect(explainRevertData(CORE, { textOf })).to.include({ sentence: "Zu spät.", advice: "Neu." });
    expect(explainRevertData(PERMIT2, { textOf })?.sentence).to.equal(
      "The payment could be sent until 1970-01-01T00:16:40Z.",
    );
  });

  it("show values as the language does, and as English does where it says nothing", () => {
    const formats: ErrorFormats = {
      amount: (value, token) => `${value} ${token?.symbol ?? "Einheiten"}`,
      boolean: (value) => (value === true ? "ja" : "nein"),
    };
    const small = dataOf("PayoutTooSmall", [5n, 7n]);
    expect(explainRevertData(small, { formats })?.sentence).to.match(/ 5 Einheiten, .* 7 Einheiten /);
    expect(explainRevertData(small, { formats, token: { decimals: 6, symbol: "TUSD" } })?.sentence).to.include(
      "5 TUSD",
    );
    expect(explainRevertData(dataOf("PushUnchanged", [9n, true]), { formats })?.sentence).to.include("(off: ja)");
    expect(explainRevertData(dataOf("PushUnchanged", [9n, false]))?.sentence).to.include("(off: false)");
    expect(explainRevertData(PERMIT2, { formats })?.sentence).to.include("1970-01-01T00:16:40Z");
  });
});
