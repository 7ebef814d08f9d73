import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
  calculate,
  comparePlans,
  distributionOf,
  inventMarket,
  type MarketSettings,
  Network,
  readPlan,
  Sales,
  simulate,
  USUAL_MARKET,
} from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";
import { RUNS } from "../helpers/uplines.ts";

describe("a distribution", () => {
  it("counts those who get nothing, and takes each percentile from the people as they stand", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => BigInt(index < 30 ? 0 : index));
    expect(distributionOf(hundred.toReversed())).to.deep.equal({
      people: 100,
      nothing: 30,
      median: 49n,
      p90: 89n,
      p99: 98n,
      mean: 45n,
      most: 99n,
      sum: 4515n,
    });
    expect(distributionOf([5n])).to.deep.include({ median: 5n, p90: 5n, p99: 5n, mean: 5n, nothing: 0 });
    expect(distributionOf([])).to.deep.equal({
      people: 0,
      nothing: 0,
      median: 0n,
      p90: 0n,
      p99: 0n,
      mean: 0n,
      most: 0n,
      sum: 0n,
    });
  });

  it("has so many of a hundred at or below each percentile, and fewer below", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 50n), { minLength: 1, maxLength: 200 }), (amounts) => {
        const { median, p90, p99 } = distributionOf(amounts);
        for (const [value, share] of [
          [median, 50],
          [p90, 90],
          [p99, 99],
        ] as const) {
          expect(amounts.filter((amount) => amount <= value).length * 100).to.be.at.least(share * amounts.length);
          expect(amounts.filter((amount) => amount < value).length * 100).to.be.below(share * amounts.length);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe("an invented market", () => {
  const market = inventMarket({ people: 600, seed: 7 });

  it("refuses settings of which there is no market, the one without end among them", () => {
    const refused = (changes: Partial<MarketSettings>, message: string) =>
      expect(() => inventMarket({ people: 20, ...changes })).to.throw(RangeError, message);
    refused({ again: 10_000 }, "again is 10000; expected a whole number from 0 to 9999.");
    refused({ width: 0 }, "width is 0; expected a whole number from 1 to ");
    refused({ people: -1 }, "people is -1; expected a whole number from 0 to ");
    refused({ selling: Number.NaN }, "selling is NaN; expected a whole number from 0 to 10000.");
    refused({ volume: 10_001 }, "volume is 10001; expected a whole number from 0 to 10000.");
    refused({ ranks: 65 }, "ranks is 65; expected a whole number from 1 to 64.");
    for (const unit of [0, 0n, 0.5, Number.NaN]) {
      refused({ unit }, `unit is ${unit}; expected a whole number of at least 1.`);
    }
    expect(inventMarket({ people: 1, again: 9999, unit: 1n, width: 1, ranks: 1, periods: 1 }).network).to.have.length(
      1,
    );
    expect(inventMarket({ people: 0, periods: 0 })).to.deep.equal({ network: [], periods: [] });
  });

  it("is the same for a seed, and another for another", () => {
    expect(inventMarket({ people: 600, seed: 7 })).to.deep.equal(market);
    expect(inventMarket({ people: 600, seed: 8 }).network).not.to.deep.equal(market.network);
  });

  it("is a network and sales that the engine takes, within the settings", () => {
    const network = Network.from(market.network);
    expect(network.size).to.equal(600);
    expect(market.periods).to.have.length(USUAL_MARKET.periods);
    const below = new Map<unknown, number>();
    for (const { placement, position } of market.network) {
      if (placement === undefined) continue;
      expect(position).to.equal(below.get(placement) ?? 0);
      below.set(placement, (below.get(placement) ?? 0) + 1);
      expect(below.get(placement)).to.be.at.most(USUAL_MARKET.width);
    }
    for (const { sales, period } of market.periods) {
      const read = Sales.from(sales, network);
      const sellers = new Set(read.seller).size;
      expect(sellers / 600).to.be.within(0.24, 0.36);
      expect(read.kind.filter((kind) => kind === 1).length / read.length).to.be.within(0.24, 0.36);
      for (const { cv, wholesale, price, time } of sales) {
        expect(Number(cv)).to.equal(Math.floor(Number(wholesale) * 0.75));
        expect(Number(price)).to.be.at.least(Number(wholesale));
        expect(Number(time)).to.be.within(period.start, period.end - 1);
      }
    }
  });

  it("is the same in small units, and exact in those beyond numbers", () => {
    const small = inventMarket({ people: 600, seed: 7, unit: 10n ** 18n });
    const sales = small.periods.flatMap((period) => period.sales);
    for (const [index, sale] of market.periods.flatMap((period) => period.sales).entries()) {
      const other = sales[index]!;
      expect(other).to.deep.include({ seller: sale.seller, buyer: sale.buyer, time: sale.time });
      expect(BigInt(other.wholesale ?? 0)).to.equal(BigInt(sale.wholesale ?? 0) * 10n ** 16n);
      expect(BigInt(other.price ?? 0)).to.equal(BigInt(sale.price ?? 0) * 10n ** 16n);
      expect(BigInt(other.cv)).to.equal((BigInt(other.wholesale ?? 0) * 3n) / 4n);
    }
    const nine = inventMarket({ people: 600, seed: 7, unit: 10 ** 9, wholesale: 3333 }).periods[0]?.sales ?? [];
    for (const { buyer, seller, price, wholesale } of nine) {
      if (buyer !== seller) expect(BigInt(wholesale ?? 0)).to.equal((BigInt(price ?? 0) * 3333n) / 10_000n);
    }
    const plan = readPlan({
      ...planOf([{ id: "team", family: "unilevel", levels: [{ rate: 1000 }] }]),
      currency: { code: "TKN", decimals: 18 },
    });
    const { paid } = simulate(plan, Network.from(small.network), small.periods);
    // A tenth of 0.525 of a price in whole units.
    expect(paid > 10n ** 21n && paid % (5n * 10n ** 14n) === 0n).to.equal(true);
  });

  it("makes sales at parties, of one seller and one host each, and the same sales without them", () => {
    const partying = inventMarket({ people: 600, seed: 7, parties: 10_000 });
    const sales = partying.periods.flatMap((period) => period.sales);
    for (const { seller, buyer, party, host } of sales) {
      if (buyer === seller) expect([party, host]).to.deep.equal([undefined, undefined]);
      else expect([`${party}`.split("-")[1], host]).to.deep.equal([`${seller}`, `customer ${seller}-0`]);
    }
    const bare = sales.map(({ party: _party, host: _host, ...sale }) => sale);
    expect(bare).to.deep.equal(market.periods.flatMap((period) => period.sales));
    expect(Sales.from(partying.periods[0]?.sales ?? [], Network.from(partying.network)).parties).to.be.above(50);
  });

  it("gives ranks by downline and dates of enrolment, to some within the time computed", () => {
    const ranks = new Set(market.network.map(({ rank }) => rank));
    expect([...ranks].sort()).to.deep.equal([0, 1, 2]);
    expect(market.network.filter(({ enrolled }) => enrolled !== 0).length).to.be.within(190, 200);
  });
});

describe("simulating a plan", () => {
  const { network: rows, periods } = inventMarket({ people: 300, seed: 3 });
  const network = Network.from(rows);
  const plan = (rate: number) =>
    readPlan(
      planOf(
        [
          { id: "retail", family: "retail" },
          { id: "team", family: "unilevel", levels: [{ rate }, { rate: 500 }], compression: "dynamic" },
          { id: "start", family: "fast-start", of: "distributor", days: 30, own: { rate: 500 }, levels: [] },
        ],
        { activity: { ownVolume: 50, in: "previous" } },
      ),
    );

  it("adds up what the periods give, each with the state of the one before", () => {
    const result = simulate(plan(1000), network, periods);
    let state = {};
    const alone = periods.map(({ sales, period }) => {
      const one = calculate({ plan: plan(1000), network, sales: Sales.from(sales, network), period, state });
      state = one.state;
      return one;
    });
    const sum = (of: (one: (typeof alone)[number]) => bigint) => alone.reduce((total, one) => total + of(one), 0n);
    expect(result.paid).to.equal(sum(({ paid }) => paid));
    expect(result.turnover).to.equal(sum(({ turnover }) => turnover));
    expect(result.volume).to.equal(sum(({ volume }) => volume));
    expect(result.bonuses.map(({ id, paid }) => [id, paid])).to.deep.equal(
      ["retail", "team", "start"].map((id, index) => [id, sum(({ bonuses }) => bonuses[index]?.paid ?? 0n)]),
    );
    expect(result.commissions).to.equal(result.paid - (result.bonuses[0]?.paid ?? 0n));
    expect(result.payoutRatio).to.equal(Number((result.commissions * 10_000n) / result.volume));
    expect(result.breakage).to.equal(
      sum(({ bonuses }) => bonuses.reduce((total, { breakage }) => total + breakage, 0n)),
    );
    expect(result.earned.slice(1).reduce((total, amount) => total + amount, 0n)).to.equal(result.paid);
    expect(result.earnings).to.deep.equal(distributionOf(result.earned.slice(1)));
    expect(result.paid > 0n && result.breakage > 0n && result.earnings.nothing > 50).to.equal(true);
  });

  it("is nothing on no sales", () => {
    const result = simulate(plan(1000), network, [{ sales: [] }]);
    expect([result.paid, result.payoutRatio, result.earnings.nothing]).to.deep.equal([0n, 0, 300]);
    expect(simulate(plan(1000), network, []).bonuses).to.deep.equal([]);
  });

  it("compares two plans on the same sales, given once", () => {
    const once = periods.map(({ sales, period }) => ({ sales: sales.values(), period }));
    const compared = comparePlans([plan(1000), plan(2000)], network, once);
    const gains = compared.second.earned
      .map((amount, index) => amount - (compared.first.earned[index] as bigint))
      .slice(1);
    expect(compared.more).to.equal(gains.filter((gain) => gain > 0n).length);
    expect(compared.same).to.equal(gains.filter((gain) => gain === 0n).length);
    expect(compared.less).to.equal(0);
    expect(compared.mostLost).to.deep.equal({ index: 0, amount: 0n });
    expect(compared.mostGained.amount).to.equal(gains.reduce((most, gain) => (gain > most ? gain : most)));
    expect(gains[compared.mostGained.index - 1]).to.equal(compared.mostGained.amount);
    const back = comparePlans([plan(2000), plan(1000)], network, periods);
    expect([back.more, back.less, back.mostLost.amount]).to.deep.equal([0, compared.more, -compared.mostGained.amount]);
  });
});
