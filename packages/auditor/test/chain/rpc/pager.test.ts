import { expect } from "chai";
import { EndpointRefused, EndpointSilent } from "../../../src/chain/rpc/faults.ts";
import { BlockPager } from "../../../src/chain/rpc/pager.ts";

const refusal = () => new EndpointRefused("eth_getLogs", -32_005, "too much");

/** Reads a range from an endpoint that refuses some pages. @returns How often it was asked, and refused. */
async function read(last: bigint, refuses: (from: bigint, to: bigint) => boolean, largest = 10_000_000n) {
  let [asked, refused] = [0, 0];
  const pager = new BlockPager(async (from, to) => {
    asked += 1;
    if (!refuses(from, to)) return to - from + 1n;
    refused += 1;
    throw refusal();
  }, largest);
  let next = 0n;
  for await (const { from, to, found } of pager.pages(0n, last)) {
    expect(from).to.equal(next);
    expect(found).to.equal(to - from + 1n);
    next = to + 1n;
  }
  expect(next).to.equal(last + 1n);
  return { asked, refused };
}

describe("BlockPager", () => {
  it("asks once where there is no limit", async () => {
    expect(await read(9_999_999n, () => false)).to.deep.equal({ asked: 1, refused: 0 });
  });

  for (const limit of [1n, 2n, 3n, 10n, 500n, 2_000n, 10_000n]) {
    it(`finds a limit of ${limit} blocks, and asks for little less than it`, async () => {
      const pages = 400n;
      const { asked, refused } = await read(limit * pages - 1n, (from, to) => to - from + 1n > limit);
      expect(asked).to.be.at.most(Number(pages) * 1.25 + 40);
      expect(refused).to.be.at.most(60);
    });
  }

  it("goes through a crowded stretch in small pages, and on in large ones", async () => {
    // An event a block from 400,000 to 410,000, and 1,000 events at most.
    const events = (from: bigint, to: bigint) => {
      const [start, end] = [from > 400_000n ? from : 400_000n, to < 410_000n ? to : 410_000n];
      return end >= start ? end - start + 1n : 0n;
    };
    const { asked } = await read(999_999n, (from, to) => events(from, to) > 1_000n, 100_000n);
    expect(asked).to.be.lessThan(70);
  });

  it("gives up on a single block that is refused, and on silence after a few pages", async () => {
    const never = async () => {
      throw refusal();
    };
    const thrown = await new BlockPager(never, 1_000n)
      .pages(0n, 5n)
      .next()
      .catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(EndpointRefused);
    let asked = 0;
    const silent = async () => {
      asked += 1;
      throw new EndpointSilent("eth_getLogs", 1, 2);
    };
    const ended = await new BlockPager(silent, 10_000_000n)
      .pages(0n, 9_999_999n)
      .next()
      .catch((error: unknown) => error);
    expect(ended).to.be.instanceOf(EndpointSilent);
    expect(asked).to.equal(5);
  });

  it("does not ask again where asking for less does not help", async () => {
    let asked = 0;
    const broken = async () => {
      asked += 1;
      throw new Error("a bug");
    };
    await new BlockPager(broken, 1_000n)
      .pages(0n, 900n)
      .next()
      .catch(() => undefined);
    expect(asked).to.equal(1);
  });
});
