import { expect } from "chai";
import { describe, it } from "mocha";
import { inventMarket, keccakOfText, type MarketSettings } from "../../src/index.ts";
import { Random } from "../../src/simulation/random.ts";

const text = (value: unknown) =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner));

/** Markets by the hash of their JSON, so that one that was described once is the same in every version. */
const MARKETS: readonly (readonly [Partial<MarketSettings>, string])[] = [
  [{}, "0x1df363f3c4c7c271c67f87ca1bd5227b0fa8ee3ef4b269104e89cc18da6c729d"],
  [
    { seed: 2, people: 400, width: 3, ranks: 2, periods: 2, days: 7 },
    "0xf99b93eff7b48e3dea1ccd797a3460011a34f0b5c5edbced159820d317df0dd9",
  ],
  [
    { people: 300, parties: 3000, unit: 10n ** 18n, selling: 10_000, again: 0, ownUse: 0 },
    "0x6705684165de10e82017ee5c37f2bf0060584cd42422fdc9de9a7be780c3a434",
  ],
  [
    { people: 50, wholesale: 10_000, volume: 0, ownUse: 10_000, again: 9000 },
    "0x42fbc2d795c62fafab20bd69a71c9c8ecdc67c16b37223d6e5ff5a4b43149ea1",
  ],
];

/** The least and the most of each setting that is bounded on both sides, or on one. */
const BOUNDS: readonly (readonly [keyof MarketSettings, number, number | undefined])[] = [
  ["seed", 0, undefined],
  ["people", 0, 2 ** 31 - 2],
  ["periods", 0, undefined],
  ["days", 1, undefined],
  ["selling", 0, 10_000],
  ["again", 0, 9999],
  ["ownUse", 0, 10_000],
  ["parties", 0, 10_000],
  ["wholesale", 0, 10_000],
  ["volume", 0, 10_000],
  ["width", 1, undefined],
  ["ranks", 1, 64],
];

describe("an invented market", () => {
  it("is the same on every machine and in every version, for the same settings", () => {
    for (const [settings, hash] of MARKETS)
      expect(keccakOfText(text(inventMarket(settings))), text(settings)).to.equal(hash);
  });

  it("is who sponsored whom, who stands where, and who sold what to whom", () => {
    const { network, periods } = inventMarket({
      people: 7,
      periods: 1,
      seed: 5,
      width: 1,
      parties: 5000,
      selling: 6000,
    });
    expect(network.map(({ id, sponsor, placement, position }) => [id, sponsor, placement, position])).to.deep.equal([
      [1, undefined, undefined, undefined],
      [2, 1, 1, 0],
      [3, 2, 2, 0],
      [4, 1, 3, 0],
      [5, undefined, undefined, undefined],
      [6, 1, 4, 0],
      [7, 6, 6, 0],
    ]);
    expect(network.map(({ enrolled }) => enrolled)).to.deep.equal([0, 0, 0, 0, 978_865, 937_635, 328_637]);
    const [{ period, sales }] = periods as [(typeof periods)[number]];
    expect(period).to.deep.equal({ number: 0, start: 0, end: 30 * 86_400 });
    expect(sales).to.have.length(11);
    expect(sales.slice(0, 2)).to.deep.equal([
      { seller: 1, buyer: 1, cv: 997, wholesale: 1330, price: 1330, time: 539_881 },
      {
        seller: 2,
        buyer: "customer 2-3",
        cv: 15_697,
        wholesale: 20_930,
        price: 29_900,
        time: 821_726,
        party: "party 1-2",
        host: "customer 2-0",
      },
    ]);
  });

  it("has bounds for each setting, which are still taken", () => {
    const tiny = { people: 0, periods: 0 };
    for (const [name, least, most] of BOUNDS) {
      const expected = `expected a whole number from ${least} to ${most ?? Number.MAX_SAFE_INTEGER}.`;
      const wrong = [least - 1, least + 0.5, ...(most === undefined ? [2 ** 53] : [most + 1])];
      for (const value of wrong) {
        expect(() => inventMarket({ ...tiny, [name]: value })).to.throw(RangeError, `${name} is ${value}; ${expected}`);
      }
      if (name === "people" || name === "periods") continue;
      for (const value of [least, most ?? Number.MAX_SAFE_INTEGER]) {
        expect(inventMarket({ ...tiny, [name]: value }), name).to.deep.equal({ network: [], periods: [] });
      }
    }
  });
});

describe("numbers that look random", () => {
  it("are those of mulberry32 for the seed", () => {
    const random = new Random(1);
    expect([2 ** 32, 2 ** 32, 2 ** 32].map((limit) => random.below(limit))).to.deep.equal([
      2_693_262_067, 11_749_833, 2_265_367_787,
    ]);
    expect(new Random(2 ** 32 + 1).below(2 ** 32)).to.equal(2_693_262_067);
  });

  it("are below their limit, happen as often as they are to, and count on as long as they happen", () => {
    const random = new Random(7);
    const drawn = Array.from({ length: 2000 }, () => random.below(6));
    expect(new Set(drawn)).to.deep.equal(new Set([0, 1, 2, 3, 4, 5]));
    expect(Array.from({ length: 500 }, () => random.happens(0)).some(Boolean)).to.equal(false);
    expect(Array.from({ length: 500 }, () => random.happens(10_000)).every(Boolean)).to.equal(true);
    expect(Array.from({ length: 4000 }, () => random.happens(2500)).filter(Boolean).length).to.be.within(900, 1100);
    expect(Array.from({ length: 100 }, () => random.run(0))).to.deep.equal(Array(100).fill(1));
    const runs = Array.from({ length: 4000 }, () => random.run(5000));
    expect(runs.reduce((sum, count) => sum + count, 0) / runs.length).to.be.within(1.9, 2.1);
  });
});
