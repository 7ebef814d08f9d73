import { expect } from "chai";
import { distributorSlot, SLOTS } from "../../../protocol/src/index.ts";
import { wordHex } from "../../src/history/bytes.ts";
import { checkStorage, type History, type StorageProofs, WORDS_COMPARED } from "../../src/index.ts";
import { storageWords } from "../../src/storage/layout.ts";
import { Invention } from "../helpers/invention.ts";
import { HYBRID } from "../helpers/rules.ts";
import { rootOf, told } from "../helpers/told.ts";

const BLOCK = `0x${"7c".repeat(32)}`;
const OTHER_ROOT = `0x${"11".repeat(32)}`;

/** A chain that has the history's words, but for some. */
class Chain {
  readonly asked: string[][] = [];
  readonly #words: Map<string, bigint>;

  constructor(history: History, changes: Readonly<Record<string, bigint>> = {}) {
    this.#words = new Map(
      [...storageWords(history.state, history.head)].map(({ slot, word }) => [wordHex(slot), word]),
    );
    for (const [slot, word] of Object.entries(changes)) this.#words.set(slot, word);
  }

  proofs(storageRoot: string | undefined, more: Partial<StorageProofs> = {}): StorageProofs {
    const words = (slots: readonly string[]) => {
      this.asked.push([...slots]);
      return Promise.resolve(slots.map((slot) => this.#words.get(slot) ?? 0n));
    };
    return { storageRoot, block: BLOCK, words, ...more };
  }
}

describe("the check of the storage", () => {
  const size = { seed: 5, people: 40, sales: 200, periods: 2, rule: HYBRID };
  const history = told(new Invention(size).entries());
  const root = rootOf(history);

  it("needs nothing but the root where all is well", async () => {
    const chain = new Chain(history);
    const result = await checkStorage(history, chain.proofs(root));
    expect(result.verdict).to.equal("verified");
    expect(result.evidence).to.include({ recomputedRoot: root, provenRoot: root });
    expect(chain.asked).to.deep.equal([]);
  });

  it("has no verdict without a proven root", async () => {
    const result = await checkStorage(history, new Chain(history).proofs(undefined));
    expect(result.verdict).to.equal("unproved");
    expect(result.evidence["words"]).to.be.above(100);
  });

  it("names every word that differs, and its fields", async () => {
    const changed = { [distributorSlot(7n)]: 99n, [SLOTS.run]: 5n << 160n };
    const result = await checkStorage(history, new Chain(history, changed).proofs(OTHER_ROOT));
    expect(result.verdict).to.equal("mismatch");
    expect(result.findings.map(({ subject }) => subject)).to.deep.equal(["run", "distributor 7"]);
    expect(result.findings[0]?.message).to.include("pool 5 instead of 0");
    expect(result.findings[1]?.message).to.match(/sponsor 99 instead of \d/);
    expect(result.findings[1]?.found).to.equal(wordHex(99n));
  });

  it("says that there is a word of which no event tells", async () => {
    const result = await checkStorage(history, new Chain(history).proofs(OTHER_ROOT));
    expect(result.findings.map(({ code }) => code)).to.deep.equal(["word-unknown"]);
  });

  it("shows a word that cannot be read as it is", async () => {
    const [id = 0n] = history.state.sales.words.keys();
    const word = [...storageWords(history.state, history.head)].find(({ kind, key }) => kind === "sale" && key === id);
    const changed = { [wordHex(word?.slot ?? 0n)]: 0xffn };
    const result = await checkStorage(history, new Chain(history, changed).proofs(OTHER_ROOT));
    expect(result.findings[0]?.message).to.include("which cannot be read");
  });

  it("is a mismatch, not a crash, where the proofs are not to be had", async () => {
    const words = () => Promise.reject(new Error("gone"));
    const result = await checkStorage(history, new Chain(history).proofs(OTHER_ROOT, { words }));
    expect(result.verdict).to.equal("mismatch");
    expect(result.findings[0]?.message).to.include("gone");
  });

  it("compares a sample of a large programme, the same for the same block, or all of it", async () => {
    const large = told(new Invention({ ...size, people: 4_400, sales: 4_400 }).entries());
    const count = [...storageWords(large.state, large.head)].length;
    expect(count).to.be.above(WORDS_COMPARED);
    const [first, again, all] = [new Chain(large), new Chain(large), new Chain(large)];
    const sampled = await checkStorage(large, first.proofs(OTHER_ROOT));
    await checkStorage(large, again.proofs(OTHER_ROOT));
    await checkStorage(large, all.proofs(OTHER_ROOT, { all: true }));
    expect(first.asked.flat()).to.deep.equal(again.asked.flat());
    expect(first.asked.flat()).to.include.members(Object.values(SLOTS));
    expect(first.asked.flat().length).to.be.within(WORDS_COMPARED, WORDS_COMPARED + 11);
    expect(new Set(first.asked.flat()).size).to.equal(first.asked.flat().length);
    expect(sampled.summary).to.include("a sample seeded by the block's hash");
    expect(all.asked.flat().length).to.equal(count);
  }).timeout(60_000);
});
