import { expect } from "chai";
import { BlockWatcher, type SeenBlock } from "../../src/chain/block-watcher.ts";

/** A chain of blocks whose hashes are a letter for the branch and the number. */
class Blocks {
  readonly #hashes = new Map<number, string>();
  asked = 0;

  /** Puts blocks of a branch there, and takes those above away. */
  grow(branch: string, from: number, to: number): void {
    for (const number of this.#hashes.keys()) if (number >= from) this.#hashes.delete(number);
    for (let number = from; number <= to; number++) this.#hashes.set(number, `${branch}${number}`);
  }

  readonly read = async (number: number | "latest"): Promise<SeenBlock | undefined> => {
    this.asked += 1;
    const wanted = number === "latest" ? Math.max(...this.#hashes.keys()) : number;
    const hash = this.#hashes.get(wanted);
    if (hash === undefined) return undefined;
    return { number: wanted, hash, parentHash: this.#hashes.get(wanted - 1) ?? "", timestamp: wanted * 12 };
  };
}

describe("block watcher", () => {
  let blocks: Blocks;
  let watcher: BlockWatcher;

  beforeEach(async () => {
    blocks = new Blocks();
    blocks.grow("a", 1, 10);
    watcher = new BlockWatcher(blocks.read);
    expect((await watcher.look())?.latest.hash).to.equal("a10");
  });

  it("says nothing while nothing changes", async () => {
    expect(await watcher.look()).to.equal(undefined);
  });

  it("tells a new block, with one question where it follows the last one", async () => {
    blocks.grow("a", 11, 11);
    blocks.asked = 0;
    const change = await watcher.look();
    expect([change?.latest.number, change?.reorganisedFrom, blocks.asked]).to.deep.equal([11, undefined, 1]);
  });

  it("tells several new blocks as no reorganisation", async () => {
    blocks.grow("a", 11, 15);
    expect(await watcher.look()).to.deep.equal({ latest: await blocks.read(15) });
  });

  it("tells from which block on the chain is another one", async () => {
    for (const number of [11, 12, 13]) {
      blocks.grow("a", number, number);
      await watcher.look();
    }
    blocks.grow("b", 12, 14);
    expect((await watcher.look())?.reorganisedFrom).to.equal(12);
    blocks.grow("b", 15, 15);
    expect(await watcher.look()).not.to.have.property("reorganisedFrom");
  });

  it("notices it where the new chain is as long as the old one, and where it is shorter", async () => {
    blocks.grow("b", 10, 10);
    expect((await watcher.look())?.reorganisedFrom).to.equal(10);
    blocks.grow("c", 8, 8);
    const change = await watcher.look();
    expect([change?.latest.hash, change?.reorganisedFrom]).to.deep.equal(["c8", 10]);
  });

  it("tells the lowest block that it remembers where the whole chain is another one", async () => {
    blocks.grow("a", 11, 11);
    await watcher.look();
    blocks.grow("z", 1, 12);
    expect((await watcher.look())?.reorganisedFrom).to.equal(10);
  });
});
