import { expect } from "chai";
import { type Filter, id, type Log, type Provider, toBeHex } from "ethers";
import { IUpline__factory } from "../../../packages/protocol/src/index.ts";
import { type Confirmed, Follower } from "../../../scripts/keeper/chain/follower.ts";

// Following a chain
// - reads each block once when it is new, and once again when it is final
// - blocks that are taken back are forgotten, few or all; nothing else is read again
// - a page that fails half-way changes nothing twice
// - an endpoint that is behind what was final is not believed
// - stops between two pages when it is told to, and goes on from there

const CORE = toBeHex(0xc0deen, 20);
const events = IUpline__factory.createInterface();
const down = Object.assign(new Error("down"), { code: "ECONNREFUSED" });

/** A chain of blocks, each with some who are paid a sale's credit. */
class FakeChain {
  readonly asked: (readonly [number, number])[] = [];
  /** Refuses to read the events of ranges that have this block. */
  broken = -1;
  #branch = 0;
  #blocks: { readonly hash: string; readonly logs: readonly Partial<Log>[] }[] = [];

  /** Adds blocks; each enrols distributor `number + 2`. */
  mine(count: number): void {
    for (let i = 0; i < count; i++) {
      const number = this.#blocks.length;
      const wallet = toBeHex(number + 1_000 * (this.#branch + 1), 20);
      const values = [BigInt(number + 2), 1n, wallet];
      const log = events.encodeEventLog(events.getEvent("DistributorEnrolled"), values);
      this.#blocks.push({ hash: id(`${this.#branch} ${number}`), logs: [{ ...log, blockNumber: number, index: 0 }] });
    }
  }

  /** Takes blocks back; those that follow are others. */
  revert(count: number): void {
    this.#branch += 1;
    this.#blocks = this.#blocks.slice(0, -count);
  }

  get provider(): Provider {
    const getBlock = async (tag: number | "latest") => {
      const number = tag === "latest" ? this.#blocks.length - 1 : tag;
      const block = this.#blocks[number];
      return block === undefined ? null : { number, hash: block.hash, timestamp: 1_000 + number };
    };
    const getLogs = async ({ fromBlock, toBlock }: Filter) => {
      const [from, to] = [Number(fromBlock), Number(toBlock)];
      if (from <= this.broken && this.broken <= to) throw down;
      this.asked.push([from, to]);
      // Endpoints may give them in any order.
      return this.#blocks
        .slice(from, to + 1)
        .flatMap(({ logs }) => logs)
        .reverse();
    };
    return { getBlock, getLogs } as unknown as Provider;
  }
}

const OPTIONS = { core: CORE, from: 0, finalAfter: 10 };

describe("following a chain", () => {
  let chain: FakeChain;

  beforeEach(() => {
    chain = new FakeChain();
    chain.mine(30);
  });

  const wallets = ({ books }: Follower) => [...books.payees.values()].map(({ wallet }) => Number(wallet));
  const upTo = (last: number, branch = 0) => Array.from({ length: last + 1 }, (_, i) => i + 1_000 * (branch + 1));

  it("reads what is final, then what is new, and that again when it is final", async () => {
    const follower = new Follower(chain.provider, OPTIONS);
    await follower.follow();
    expect(chain.asked.splice(0)).to.deep.equal([
      [0, 19],
      [20, 29],
    ]);
    expect(wallets(follower)).to.deep.equal(upTo(29));
    expect(follower.confirmed?.block).to.deep.equal({ number: 19, hash: id("0 19") });
    await follower.follow();
    expect(chain.asked.splice(0)).to.deep.equal([]);
    chain.mine(5);
    await follower.follow();
    expect(chain.asked.splice(0)).to.deep.equal([[30, 34]]);
    chain.mine(5);
    await follower.follow();
    expect(chain.asked.splice(0)).to.deep.equal([
      [20, 29],
      [35, 39],
    ]);
    expect(wallets(follower)).to.deep.equal(upTo(39));
    expect([follower.read, follower.head?.time, follower.reorganisations]).to.deep.equal([39, 1_039n, 0]);
  });

  it("forgets blocks that were taken back, and reads no more than those again", async () => {
    const follower = new Follower(chain.provider, OPTIONS);
    await follower.follow();
    chain.mine(3);
    await follower.follow();
    chain.asked.length = 0;
    chain.revert(2);
    chain.mine(6);
    await follower.follow();
    expect(chain.asked).to.deep.equal([[30, 36]]);
    const expected = [...upTo(30), ...upTo(36, 1).slice(31)];
    expect(wallets(follower)).to.deep.equal(expected);
    expect(follower.reorganisations).to.equal(1);
  });

  it("forgets everything where even what was final was taken back", async () => {
    const follower = new Follower(chain.provider, OPTIONS);
    await follower.follow();
    chain.revert(15);
    chain.mine(15);
    await follower.follow();
    expect(wallets(follower)).to.deep.equal([...upTo(14), ...upTo(29, 1).slice(15)]);
    expect(follower.reorganisations).to.equal(1);
  });

  it("does not believe an endpoint that is behind what was final", async () => {
    const follower = new Follower(chain.provider, OPTIONS);
    await follower.follow();
    chain.revert(15);
    const error = await follower.follow().catch((error: unknown) => error);
    expect((error as Error).message).to.equal("the endpoint is at block 14, and block 19 was final before");
    expect(wallets(follower)).to.deep.equal(upTo(29));
  });

  it("changes nothing twice when it fails half-way", async () => {
    for (const broken of [5, 25]) {
      const follower = new Follower(chain.provider, OPTIONS);
      chain.broken = broken;
      expect(await follower.follow().catch((error: unknown) => error)).to.equal(down);
      chain.broken = -1;
      await follower.follow();
      expect(wallets(follower)).to.deep.equal(upTo(29));
    }
  });

  it("goes on from what an earlier run had confirmed", async () => {
    const earlier = new Follower(chain.provider, OPTIONS);
    await earlier.follow();
    chain.asked.length = 0;
    const follower = new Follower(chain.provider, OPTIONS, earlier.confirmed);
    await follower.follow();
    expect(chain.asked).to.deep.equal([[20, 29]]);
    expect(wallets(follower)).to.deep.equal(upTo(29));
  });

  it("tells of each page that is final, and stops after one when it is told to", async () => {
    chain.mine(20_000);
    const stop = new AbortController();
    const seen: number[] = [];
    const onConfirmed = ({ block }: Confirmed) => {
      seen.push(block.number);
      stop.abort();
    };
    const follower = new Follower(chain.provider, { ...OPTIONS, onConfirmed });
    await follower.follow(stop.signal);
    expect(seen).to.deep.equal([9_999]);
    expect(follower.read).to.equal(9_999);
    await follower.follow();
    expect(follower.books.payees.size).to.equal(20_030);
  });
});
