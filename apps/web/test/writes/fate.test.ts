import { expect } from "chai";
import { type FateReader, fateOf, type Included, type Sent } from "../../src/writes/fate.ts";

const sent: Sent = { hash: "0xa", from: "0xF", nonce: 4, since: 10, to: "0xT", data: "0x12", value: 0n };

/** A chain on which some transactions of the account are in blocks. */
function chainOf(blocks: Readonly<Record<number, readonly Included[]>>, count: number, refused = false): FateReader {
  const all = Object.entries(blocks).flatMap(([block, list]) => list.map((one) => ({ ...one, block: Number(block) })));
  return {
    async receipt(hash) {
      const found = all.find((one) => one.hash === hash);
      return found && { block: found.block, blockHash: `h${found.block}`, succeeded: !refused };
    },
    count: async () => count,
    latest: async () => Math.max(...Object.keys(blocks).map(Number)),
    transactions: async (block) => blocks[block] ?? [],
  };
}

const own: Included = { ...sent };
const other: Included = { ...sent, hash: "0xb" };

describe("fate of a transaction", () => {
  it("is pending while no transaction of its number is in a block", async () => {
    expect(await fateOf(sent, chainOf({ 11: [] }, 4))).to.deep.equal({ state: "pending" });
  });

  it("is confirmed or refused in its block", async () => {
    const place = { hash: "0xa", block: 11, blockHash: "h11" };
    expect(await fateOf(sent, chainOf({ 11: [own] }, 5))).to.deep.equal({ state: "confirmed", ...place });
    expect(await fateOf(sent, chainOf({ 11: [own] }, 5, true))).to.deep.equal({ state: "failed", ...place });
  });

  it("is that of the same transaction with another fee", async () => {
    const found = await fateOf(sent, chainOf({ 11: [], 12: [other], 13: [] }, 5));
    expect(found).to.deep.equal({ state: "confirmed", hash: "0xb", block: 12, blockHash: "h12" });
  });

  it("is replaced where another one does something else", async () => {
    for (const change of [{ to: "0xU" }, { data: "0x13" }, { value: 1n }]) {
      const found = await fateOf(sent, chainOf({ 12: [{ ...other, ...change }] }, 5));
      expect(found).to.deep.equal({ state: "replaced", hash: "0xb" });
    }
  });

  it("is cancelled where another one does nothing", async () => {
    const nothing = { ...other, to: "0xF", data: "0x", value: 0n };
    expect(await fateOf(sent, chainOf({ 12: [nothing] }, 5))).to.deep.equal({ state: "cancelled", hash: "0xb" });
  });

  it("takes no transaction of another account or number for it", async () => {
    const foreign = [
      { ...other, from: "0xE" },
      { ...other, nonce: 3 },
    ];
    expect(await fateOf(sent, chainOf({ 12: foreign }, 5))).to.deep.equal({ state: "pending" });
  });

  it("looks no further back than it was sent", async () => {
    expect(await fateOf(sent, chainOf({ 9: [other], 12: [] }, 5))).to.deep.equal({ state: "pending" });
    expect(await fateOf(sent, chainOf({ 10: [other], 12: [] }, 5))).to.include({ state: "confirmed" });
  });
});
