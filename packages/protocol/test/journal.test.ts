import { expect } from "chai";
import { genesisHead, type JournalLog, JournalLogForeign, replay, replayFrom } from "../src/index.ts";
import { DOWNLOAD, LICENCE, ONE, openShop, order, type Shop, WINDOW } from "./helpers/shop.ts";

describe("journal", () => {
  let shop: Shop;
  let logs: readonly JournalLog[];
  let chainId: bigint;
  let head: bigint;

  // Events with one to four topics, with and without data, of the core and of OpenZeppelin, several in a transaction.
  before(async () => {
    shop = await openShop();
    const { core, operator, token, buyer, line, networkHelpers } = shop;
    await token.connect(buyer).approve(shop.address, 1_000n * ONE);
    await shop.connect(buyer).buy(order(5n, DOWNLOAD));
    await shop.connect(buyer).buy(order(5n, LICENCE));
    await core.connect(operator).setRanks([{ id: 2, rank: 3 }], `0x${"cd".repeat(32)}`);
    await core.connect(operator).setPaused(true);
    await networkHelpers.time.increase(WINDOW);
    await shop.connect(shop.stranger).settleDue();
    await shop.connect(shop.stranger).push(line.map(({ address }) => address));
    for (let i = 0; i < 60; ++i) await core.connect(line[0]).setPushOff(i % 2 === 0);
    logs = await shop.client.fetchJournal();
    chainId = await shop.client.chainId();
    head = await core.journalHead();
  });

  it("replays all events to the core's head", () => {
    expect(logs.length).to.be.greaterThan(80);
    expect(replay(logs, chainId, shop.address)).to.equal(head);
  });

  it("begins with the genesis head, and goes on from any page", () => {
    expect(replay([], chainId, shop.address)).to.equal(genesisHead(chainId, shop.address));
    const middle = replay(logs.slice(0, 10), chainId, shop.address);
    expect(replayFrom(middle, logs.slice(10), shop.address)).to.equal(head);
  });

  it("fetches the same events in pages of any size", async () => {
    const first = (await shop.client.placedSales())[0]!.block;
    expect(await shop.client.fetchJournal({ step: 1 })).to.deep.equal(logs);
    const before = await shop.client.fetchJournal({ to: first - 1, step: 7 });
    const after = await shop.client.fetchJournal({ from: first });
    expect([...before, ...after]).to.deep.equal(logs);
  });

  it("gives another head if an event is missing, added, changed, re-timed or reordered", () => {
    const last = logs.length - 1;
    const withData = logs.findLastIndex(({ data }) => data !== "0x");
    const change = (at: number, values: Partial<JournalLog>) =>
      logs.map((log, i) => (i === at ? { ...log, ...values } : log));
    const swapped = [...logs.slice(0, last - 1), logs[last]!, logs[last - 1]!];
    const forged = [
      logs.slice(1),
      logs.slice(0, last),
      [...logs, logs[last]!],
      change(last, { timestamp: logs[last]!.timestamp + 1n }),
      change(withData, { data: `${logs[withData]!.data.slice(0, -2)}ff` }),
      change(last, { topics: [...logs[last]!.topics].reverse() }),
      change(last, { topics: logs[last]!.topics.slice(0, -1) }),
      swapped,
    ];
    const heads = forged.map((journal) => replay(journal, chainId, shop.address));
    expect(heads).to.not.include(head);
    expect(new Set(heads).size).to.equal(forged.length);
    expect(replay(logs, chainId + 1n, shop.address)).to.not.equal(head);
  });

  it("refuses events of another contract", () => {
    const foreign = logs.map((log) => ({ ...log, address: shop.buyer.address }));
    expect(() => replay(foreign, chainId, shop.address)).to.throw(
      JournalLogForeign,
      `event 0 is of ${shop.buyer.address}`,
    );
  });
});
