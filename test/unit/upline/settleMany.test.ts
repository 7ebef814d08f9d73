import { expect } from "chai";
import { concat, toBeHex, ZeroHash } from "ethers";
import { distributorSlot, type EscrowedSale, saleStruct } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { ESCROWED, FINAL, GOODS, type Market, type Member, openLine, WINDOW } from "../../helpers/market.ts";
import { plan } from "../../helpers/programme.ts";

const packed = (...sales: readonly EscrowedSale[]) => concat(sales.map(({ id }) => toBeHex(id, 20)));

describe("settleMany", () => {
  const loaded = fixture(() => openLine(7, { plan: plan({ threshold: 50_000_000n }) }));
  let market: Market;
  let line: Member[];
  let seller: Member;
  /** The seller's sponsor, who sells as well. */
  let sponsor: Member;

  beforeEach(async () => {
    ({ market, line } = await loaded());
    [sponsor, seller] = [line[5]!, line[6]!];
  });

  afterEach(() => expectConserved(market));

  it("[SETTLE-2] answers for each sale, and tells only the settled ones in its event", async () => {
    const finished = await market.escrow(seller);
    const first = await market.escrow(seller);
    const second = await market.escrow(sponsor, ESCROWED, { quantity: 2n });
    await market.passWindows();
    await market.settle(finished);
    const notDue = await market.escrow(seller);
    const unknown = { ...first, total: first.total + 1n };

    const batch = [notDue, first, unknown, finished, second];
    expect(await market.settleMany(batch)).to.deep.equal(["notDue", "settled", "unknown", "finished", "settled"]);
    const { hash } = (await market.ethers.provider.getBlock("latest"))!;
    const logs = await market.ethers.provider.getLogs({ address: market.address, blockHash: hash! });
    expect(logs.length).to.equal(1);
    expect(market.core.interface.parseLog(logs[0]!)?.args["ids"]).to.equal(packed(first, second));
    expect(await market.balancesOf(sponsor, seller)).to.deep.equal([
      4_000_000n + 4_000_000n + 70_000_000n,
      70_000_000n,
    ]);
  });

  it("[SETTLE-2] emits nothing and leaves the journal alone if nothing can be settled", async () => {
    const notDue = await market.escrow(seller);
    const head = await market.core.journalHead();
    for (const batch of [[], [notDue], [notDue, { ...notDue, id: 1n }]]) {
      const { logs } = await market.receipt(market.core.settleMany(batch.map(saleStruct)));
      expect(logs).to.deep.equal([]);
    }
    expect(await market.core.journalHead()).to.equal(head);
    expect(await market.core.settleMany.staticCall([])).to.deep.equal([]);
  });

  it("[SETTLE-2] settles a sale that is in the batch twice once", async () => {
    const sale = await market.escrow(seller);
    const other = await market.escrow(sponsor);
    await market.passWindows();
    const batch = [sale, sale, other, sale];
    expect(await market.settleMany(batch)).to.deep.equal(["settled", "finished", "settled", "finished"]);
    expect(await market.balancesOf(sponsor, seller)).to.deep.equal([39_000_000n, 35_000_000n]);
    expect(await market.settleMany(batch)).to.deep.equal(Array(4).fill("finished"));
    expect(await market.balancesOf(sponsor, seller)).to.deep.equal([39_000_000n, 35_000_000n]);
  });

  it("[SETTLE-2] lets two keepers settle overlapping batches without a failure", async () => {
    const sales = [await market.escrow(seller), await market.escrow(sponsor), await market.escrow(seller)];
    const [first, second, third] = sales as [EscrowedSale, EscrowedSale, EscrowedSale];
    await market.passWindows();
    expect(await market.settleMany([first, second])).to.deep.equal(["settled", "settled"]);
    expect(await market.settleMany([third, second])).to.deep.equal(["settled", "finished"]);
    expect(await market.core.balanceOf(seller.id)).to.equal(70_000_000n);
  });

  it("[SETTLE-2] passes over a sale at the last second of its window", async () => {
    const sale = await market.escrow(seller);
    const { deadline } = await market.core.saleState(sale.id);
    const batch = [saleStruct(sale)];
    await market.networkHelpers.time.setNextBlockTimestamp(deadline - 1n);
    await market.core.settleMany(batch);
    expect((await market.core.saleState(sale.id)).state).to.equal(1n);
    await market.networkHelpers.time.setNextBlockTimestamp(deadline);
    await market.core.settleMany(batch);
    expect(await market.core.saleState(sale.id)).to.deep.equal([4n, deadline]);
  });

  it("[SETTLE-3] pays people who stand at different levels of the batch's sales", async () => {
    // Everybody of the line sells, so that each is seller, sponsor and upline in turn, with as many credits as he has
    // uplines, and one more.
    const sales: EscrowedSale[] = [];
    for (const member of [...line, ...line.toReversed()]) sales.push(await market.escrow(member));
    sales.push(await market.escrow(market.company));
    await market.passWindows();
    expect(new Set(await market.settleMany(sales))).to.deep.equal(new Set(["settled"]));
    const levels = [4_000_000n, 2_500_000n, 1_500_000n, 1_000_000n, 500_000n, 0n];
    const downline = (i: number) => levels.slice(0, 6 - i).reduce((sum, amount) => sum + amount, 0n);
    expect(await market.balancesOf(...line)).to.deep.equal(line.map((_, i) => 2n * (35_000_000n + downline(i))));
  });

  it("[SETTLE-3] pays pool and company the sum of all sales", async () => {
    await market.setPlan(plan({ poolShare: 125 }));
    const sales = [
      await market.escrow(seller),
      await market.escrow(sponsor, GOODS, { quantity: 3n }),
      await market.escrow(market.company),
    ];
    await market.passWindows();
    await market.settleMany(sales);
    const sum = (part: "pool" | "company") => sales.reduce((total, sale) => total + sale[part], 0n);
    expect(await market.core.poolBalance()).to.equal(sum("pool"));
    expect(await market.core.balanceOf(1n)).to.equal(sum("company"));
    expect(sum("pool")).to.equal(625_000n * 5n);
  });

  it("[SETTLE-3] goes on from balances that are not empty", async () => {
    await market.buy(seller, FINAL);
    const sales = [await market.escrow(seller), await market.escrow(sponsor), await market.escrow(seller)];
    await market.passWindows();
    await market.settleMany(sales);
    expect(await market.balancesOf(sponsor, seller)).to.deep.equal([4_000_000n * 3n + 35_000_000n, 105_000_000n]);
  });

  it("[SETTLE-3] pays all sixteen credits of sales of sellers far down, two by two", async () => {
    await market.setPlan(plan({ rates: Array.from({ length: 16 }, (_, level) => 100 + level), threshold: 0n }));
    const deep = await market.line(17, line[6]);
    const [last, before] = [deep[16]!, deep[15]!];
    const sales = [await market.escrow(last), await market.escrow(before), await market.escrow(last)];
    expect(sales.map(({ credits }) => credits.length)).to.deep.equal([16, 16, 16]);
    await market.passWindows();
    await market.settleMany(sales);
    const level = (i: number) => 500_000n + 5_000n * BigInt(i);
    const upwards = await market.balancesOf(...deep.slice(0, -2).reverse());
    expect(upwards.slice(0, 14)).to.deep.equal(upwards.slice(0, 14).map((_, i) => 2n * level(i + 2) + level(i + 1)));
    expect(upwards[14]).to.equal(level(15));
    expect(await market.balancesOf(last, before)).to.deep.equal([
      2n * (30_000_000n + level(0)),
      30_000_000n + level(0) + 2n * level(1),
    ]);
  });

  it("[SETTLE-3] pays odd amounts to the unit, and an odd number of people", async () => {
    // 10, 8, 5, 3, 2 and 1 % of 110 units.
    const odd = await market.addProduct({ retail: 110n, wholesale: 110n, volume: 110n, window: WINDOW });
    const third = line[2]!;
    const sales = [];
    for (const from of [seller, seller, third, third]) sales.push(await market.escrow(from, odd));
    await market.passWindows();
    expect(await market.settleMany(sales)).to.deep.equal(Array(4).fill("settled"));
    const fromSeller = [0n, 2n, 4n, 6n, 10n, 16n, 22n];
    const fromThird = [10n, 16n, 22n, 0n, 0n, 0n, 0n];
    expect(await market.balancesOf(...line)).to.deep.equal(fromSeller.map((amount, i) => amount + fromThird[i]!));
  });

  it("[SETTLE-3] keeps neighbours by number apart who stand at the same place in two sales of one batch", async () => {
    const above = line[4]!;
    await market.startPeriod(2n);
    for (const active of [seller, above]) await market.buy(active, FINAL);
    await market.startPeriod();
    const first = await market.escrow(seller);
    for (const active of [seller, above, sponsor]) await market.buy(active, FINAL);
    await market.startPeriod();
    const second = await market.escrow(seller);
    expect([first, second].map(({ credits }) => credits[1])).to.deep.equal([
      { id: 6n, amount: 4_000_000n },
      { id: 7n, amount: 4_000_000n },
    ]);
    const before = await market.balancesOf(above, sponsor);
    await market.passWindows();
    await market.settleMany([first, second]);
    const earned = (await market.balancesOf(above, sponsor)).map((balance, i) => balance - before[i]!);
    expect(earned).to.deep.equal([4_000_000n + 2_500_000n, 4_000_000n]);
  });

  it("[SETTLE-3] writes nothing for an id that nobody has", async () => {
    const sales = [await market.escrow(market.company), await market.escrow(seller), await market.escrow(sponsor)];
    await market.passWindows();
    await market.settleMany(sales);
    expect(await market.core.extsload([distributorSlot(0n)])).to.deep.equal([ZeroHash]);
  });

  it("[SETTLE-3] settles a hundred sales at once", async () => {
    const sales: EscrowedSale[] = [];
    for (let i = 0; i < 100; ++i) sales.push(await market.escrow(line[i % 7]!, ESCROWED, { quantity: BigInt(i + 1) }));
    await market.passWindows();
    expect(new Set(await market.settleMany(sales))).to.deep.equal(new Set(["settled"]));
    const owed = new Map<bigint, bigint>();
    for (const { credits } of sales) {
      for (const { id, amount } of credits) owed.set(id, (owed.get(id) ?? 0n) + amount);
    }
    expect(await market.balancesOf(...line)).to.deep.equal(line.map(({ id }) => owed.get(id)));
  });

  it("[LIFE-3] goes on while the programme is paused", async () => {
    const sale = await market.escrow(seller);
    await market.core.setPaused(true);
    await market.passWindows();
    expect(await market.settleMany([sale])).to.deep.equal(["settled"]);
  });
});
