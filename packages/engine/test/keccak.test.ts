import { expect } from "chai";
import { describe, it } from "mocha";
import { hex, Keccak256, keccak256, keccakOfShort, keccakOfText } from "../src/hash/keccak.ts";

describe("Keccak256", () => {
  it("gives the digests that Ethereum's test suites publish", () => {
    expect(keccakOfText("")).to.equal("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    expect(keccakOfText("abc")).to.equal("0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    expect(keccakOfText("Transfer(address,address,uint256)")).to.equal(
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
    );
  });

  it("does not depend on where a message is cut, at every length around a block", () => {
    for (const length of [1, 135, 136, 137, 271, 272, 273]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) & 255);
      const whole = hex(new Keccak256().update(bytes).digest());
      const cut = length >> 1;
      const parts = new Keccak256().update(bytes.subarray(0, cut)).update(bytes.subarray(cut));
      expect(hex(parts.digest()), `${length} bytes`).to.equal(whole);
    }
  });

  it("is the same for a short message at once, at every length below a block", () => {
    for (let length = 0; length < 136; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 11 + length) & 255);
      expect(hex(keccakOfShort(bytes)), `${length} bytes`).to.equal(hex(new Keccak256().update(bytes).digest()));
    }
  });

  it("turns bytes into text of two digits each", () => {
    expect(hex(Uint8Array.of(0, 15, 16, 255))).to.equal("0x000f10ff");
  });

  it("hashes a message of any length at once as it hashes it in parts", () => {
    for (const length of [0, 1, 135, 136, 137, 271, 272, 1000]) {
      const message = Uint8Array.from({ length }, (_, at) => (at * 7 + length) % 256);
      expect(hex(keccak256(message)), `${length} bytes`).to.equal(hex(new Keccak256().update(message).digest()));
    }
  });
});
