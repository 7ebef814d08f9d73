import { expect } from "chai";
import { wordHex } from "../../src/history/bytes.ts";
import { checkMoney, type MoneyProofs } from "../../src/index.ts";
import { balanceSlots } from "../../src/money/balance-slots.ts";
import { CORE } from "../helpers/journal-writer.ts";
import { FINAL, Scene } from "../helpers/scene.ts";
import { told } from "../helpers/told.ts";

const BLACKLISTED = 1n << 255n;

describe("the check of the money", () => {
  const scene = new Scene();
  scene.sell(FINAL);
  const history = told(scene.entries);
  const owed = 1_000n;
  const places = balanceSlots(CORE);
  const at = (layout: string) => wordHex(places.find((place) => place.layout === layout)?.slot ?? 0n);

  /** A token that keeps these words, and answers a balance. */
  const token = (words: Readonly<Record<string, bigint>>, answer: bigint): MoneyProofs => ({
    core: CORE,
    words: (_, slots) => Promise.resolve(slots.map((slot) => words[slot] ?? 0n)),
    balanceOf: () => Promise.resolve(answer),
  });

  for (const layout of [
    "mapping at slot 0",
    "mapping at slot 51",
    "OpenZeppelin's namespaced mapping",
    "mapping at slot 2, as Vyper hashes",
  ]) {
    it(`proves a balance that is in the ${layout}`, async () => {
      const result = await checkMoney(history, token({ [at(layout)]: owed }, owed));
      expect(result.verdict).to.equal("verified");
      expect(result.evidence).to.include({ owed, held: owed, stray: 0n, layout });
    });
  }

  it("does not take the source's word for it where the proven balance is another", async () => {
    const result = await checkMoney(history, token({ [at("mapping at slot 9")]: owed - 1n }, owed));
    expect(result.verdict).to.equal("mismatch");
    expect(result.findings[0]).to.include({ code: "money-missing", expected: owed, found: owed - 1n });
  });

  it("does not take another word of the token for the balance", async () => {
    const result = await checkMoney(history, token({ [at("mapping at slot 9")]: owed + 5n }, owed));
    expect(result.verdict).to.equal("unproved");
    expect(result.findings[0]).to.include({ code: "balance-differs", expected: owed + 5n, found: owed });
  });

  it("leaves out the mark of a blacklist", async () => {
    const result = await checkMoney(history, token({ [at("mapping at slot 9")]: owed | BLACKLISTED }, owed));
    expect(result.verdict).to.equal("verified");
  });

  it("takes the one of several words that the token answers", async () => {
    const words = { [at("mapping at slot 3")]: 5n, [at("mapping at slot 9")]: owed + 7n };
    const result = await checkMoney(history, token(words, owed + 7n));
    expect(result.verdict).to.equal("verified");
    expect(result.evidence).to.include({ stray: 7n, layout: "mapping at slot 9" });
    expect(result.summary).to.include("7 came by other ways");
  });

  it("says that a balance is only reported where it is at no usual place", async () => {
    const result = await checkMoney(history, token({}, owed));
    expect(result.verdict).to.equal("unproved");
    expect(result.findings.map(({ code }) => code)).to.deep.equal(["balance-only-reported"]);
    expect((await checkMoney(history, token({}, 3n))).verdict).to.equal("unproved");
  });

  it("has nothing to prove where nothing is owed", async () => {
    const nothing = told(new Scene().entries);
    expect((await checkMoney(nothing, token({}, 0n))).verdict).to.equal("verified");
  });

  it("has no verdict without a token, or without answers", async () => {
    expect((await checkMoney(told([]), token({}, 0n))).verdict).to.equal("unproved");
    const silent = { ...token({}, 0n), balanceOf: () => Promise.reject(new Error("gone")) };
    const result = await checkMoney(history, silent);
    expect(result.verdict).not.to.equal("verified");
    expect(result.findings[0]?.message).to.include("gone");
  });
});
