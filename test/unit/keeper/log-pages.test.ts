import { expect } from "chai";
import type { Log } from "ethers";
import { LogPages } from "../../../scripts/keeper/chain/log-pages.ts";

// Pages of events
// - one after the other, to the last block
// - halved until the endpoint answers, and remembered; larger again after a while
// - a single block that is refused, and an endpoint that is down, end it

const down = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

/** An endpoint that answers at most so many blocks at a time. */
function endpoint(most: () => number) {
  const asked: (readonly [number, number])[] = [];
  const read = async (from: number, to: number): Promise<readonly Log[]> => {
    asked.push([from, to]);
    if (to - from + 1 > most()) throw new Error("query returned more than 10000 results");
    return [{ blockNumber: from } as Log];
  };
  return { asked, read };
}

async function ends(pages: LogPages, first: number, last: number): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const { to } of pages.pages(first, last)) found.push(to);
  return found;
}

describe("pages of events", () => {
  it("follow each other to the last block", async () => {
    const { asked, read } = endpoint(() => 100);
    expect(await ends(new LogPages(read, 40), 10, 100)).to.deep.equal([49, 89, 100]);
    expect(asked.map(([from]) => from)).to.deep.equal([10, 50, 90]);
    expect(await ends(new LogPages(read, 40), 5, 4)).to.deep.equal([]);
  });

  it("are halved until the endpoint answers, and stay so", async () => {
    const { asked, read } = endpoint(() => 15);
    const pages = new LogPages(read, 100);
    expect(await ends(pages, 0, 47)).to.deep.equal([11, 23, 35, 47]);
    expect(asked.slice(0, 3)).to.deep.equal([
      [0, 47],
      [0, 23],
      [0, 11],
    ]);
    expect(pages.size).to.equal(12);
  });

  it("grow again when the endpoint answers for a while", async () => {
    let most = 10;
    const { asked, read } = endpoint(() => most);
    const pages = new LogPages(read, 64);
    await ends(pages, 0, 63);
    expect(pages.size).to.equal(8);
    most = 1_000;
    await ends(pages, 64, 1_000);
    expect(pages.size).to.equal(64);
    expect(asked.length).to.be.lessThan(60);
  });

  it("end where a single block is refused", async () => {
    const { asked, read } = endpoint(() => 0);
    const error = await ends(new LogPages(read, 8), 0, 7).catch((error: unknown) => error);
    expect((error as Error).message).to.include("more than 10000 results");
    expect(asked.at(-1)).to.deep.equal([0, 0]);
  });

  it("end at once where the endpoint is down, with their size kept", async () => {
    let calls = 0;
    const pages = new LogPages(() => {
      calls += 1;
      return Promise.reject(down);
    }, 64);
    expect(await ends(pages, 0, 100).catch((error: unknown) => error)).to.equal(down);
    expect([calls, pages.size]).to.deep.equal([1, 64]);
  });
});
