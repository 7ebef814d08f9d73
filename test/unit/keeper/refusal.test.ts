import { expect } from "chai";
import { inOneLine, isDown } from "../../../scripts/keeper/chain/faults.ts";
import { refusalOf } from "../../../scripts/keeper/sending/refusal.ts";

// Why a node did not take a transaction, in the words of each client; and which errors mean that nobody is there.

const rpc = (message: string, code = -32000) => Object.assign(new Error(message), { code });
const refused = new Error("Cannot connect to the network", {
  cause: rpc("connect ECONNREFUSED", "ECONNREFUSED" as never),
});

describe("why a node did not take a transaction", () => {
  for (const [message, expected] of [
    ["already known", "known"],
    ["ALREADY_EXISTS: already known", "known"],
    ["Known transaction", "known"],
    ["AlreadyKnown", "known"],
    ["nonce too low: next nonce 5, tx nonce 4", "nonceUsed"],
    ["Nonce too low. Expected nonce to be 5 but got 4.", "nonceUsed"],
    ["OldNonce, Current nonce: 5, nonce of rejected tx: 4", "nonceUsed"],
    ["replacement transaction underpriced", "underpriced"],
    ["Replacement transaction underpriced. A gasPrice/maxFeePerGas of at least 2 is necessary", "underpriced"],
    ["transaction underpriced: tip needed 1, tip permitted 0", "underpriced"],
    ["FeeTooLow, MaxFeePerGas too low", "underpriced"],
    ["insufficient funds for gas * price + value", "other"],
    ["exceeds block gas limit", "other"],
  ] as const) {
    it(`is ${expected}: ${message}`, () => expect(refusalOf(rpc(message))).to.equal(expected));
  }

  it("is unknown where nobody answers", () => {
    expect(refusalOf(refused)).to.equal("unreachable");
    expect(refusalOf(rpc("timeout", "TIMEOUT" as never))).to.equal("unreachable");
  });
});

describe("an endpoint", () => {
  it("is down where no connection can be made, and not where it answers with an error", () => {
    expect(isDown(refused)).to.equal(true);
    expect(isDown(rpc("block range is too wide", -32005))).to.equal(false);
    expect(isDown(new Error("execution reverted"))).to.equal(false);
  });

  it("has its errors told in one line", () => {
    expect(inOneLine(new Error("first line\nsecond line"))).to.equal("first line");
    expect(inOneLine(refused)).to.include("no connection to the chain");
  });
});
