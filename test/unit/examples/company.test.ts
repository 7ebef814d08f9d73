import { createHash } from "node:crypto";
import { expect } from "chai";
import { MARKUP } from "../../../examples/company/generator/catalogue.ts";
import { generate } from "../../../examples/company/generator/generate.ts";
import { productAt } from "../../../examples/company/generator/market.ts";
import { Random } from "../../../examples/company/generator/random.ts";
import type { Buyer, Event, Story } from "../../../examples/company/generator/story.ts";
import { RECOVERY_DAYS } from "../../../examples/company/generator/troubles.ts";
import { isMissed } from "../../../examples/company/generator/wallet-use.ts";

// The generator of invented companies
// - the same seed gives the same story on every machine, another seed another
// - whatever a contract would refuse, or a person could not do, is not in it, but for the two mistakes of a stand
// - few recruit and sell much, customers come back, and everything that is promised happens

const SIZE = { seed: 7, people: 400, months: 4 };

const text = (story: Story) => JSON.stringify(story, (_, value) => (typeof value === "bigint" ? `${value}` : value));
const hash = (story: Story) => createHash("sha256").update(text(story)).digest("hex");

function eventsOf<T extends Event["type"]>(story: Story, type: T) {
  return story.days.flatMap((events, day) =>
    events
      .filter((event): event is Extract<Event, { type: T }> => event.type === type)
      .map((event) => ({ day, event })),
  );
}

describe("examples/company", () => {
  const story = generate(SIZE);

  it("gives the same story for the same seed, and another for another", () => {
    expect(hash(generate(SIZE))).to.equal(hash(story));
    expect(hash(generate({ ...SIZE, seed: 8 }))).to.not.equal(hash(story));
  });

  it("draws the same numbers on every machine", () => {
    const random = new Random(1);
    expect(Array.from({ length: 6 }, () => random.below(1_000))).to.deep.equal(FIRST_NUMBERS);
    expect([random.between(3, 3), random.chance(0), random.chance(100), random.pick(["a"])]).to.deep.equal([
      3,
      false,
      true,
      "a",
    ]);
    expect(() => random.pick([])).to.throw(RangeError);
    expect(() => random.weighted([])).to.throw(RangeError);
  });

  it("numbers people in the order of joining, each after his sponsor", () => {
    const joined = [...story.legacy, ...eventsOf(story, "enrol").map(({ event }) => event)];
    expect(joined.map(({ person }) => person)).to.deep.equal(joined.map((_, i) => i + 2));
    for (const { person, sponsor } of joined) expect(sponsor).to.be.within(1, person - 1);
    expect(story.people).to.equal(SIZE.people);
  });

  it("lets nobody without a wallet sign or buy", () => {
    const without = new Set(story.legacy.filter(({ hasWallet }) => !hasWallet).map(({ person }) => person));
    expect(without.size).to.be.above(5);
    for (const events of story.days) {
      for (const event of events) if (event.type === "bind") without.delete(event.person);
      for (const event of events) {
        if (event.type === "enrol") expect(without.has(event.sponsor)).to.equal(false);
        if (event.type === "buy" && "person" in event.buyer) expect(without.has(event.buyer.person)).to.equal(false);
        if (event.type === "buy" && event.lines.some(({ unitPrice }) => unitPrice !== undefined)) {
          expect(without.has(event.seller)).to.equal(false);
        }
      }
    }
    expect(without.size).to.equal(0);
  });

  it("lets nobody need a wallet that is lost", () => {
    const recovered = new Map(eventsOf(story, "recovered").map(({ day, event }) => [event.person, day]));
    expect(recovered.size).to.be.above(0);
    for (const { day: lost, event } of eventsOf(story, "recover")) {
      const { person } = event;
      const until = recovered.get(person)!;
      expect(until - lost).to.equal(RECOVERY_DAYS + 1);
      const missing = <T extends { readonly day: number }>(found: readonly T[]) =>
        found.filter(({ day }) => day >= lost && day < until);
      const bought = eventsOf(story, "buy").filter(
        ({ event: { buyer } }) => "person" in buyer && buyer.person === person,
      );
      expect(missing(bought)).to.deep.equal([]);
      expect(missing(eventsOf(story, "enrol").filter(({ event: { sponsor } }) => sponsor === person))).to.deep.equal(
        [],
      );
      const before = new Set(bought.filter(({ day }) => day < lost).map(({ event: { sale } }) => sale));
      const returned = eventsOf(story, "request").filter(({ day, event: { sale } }) => day >= lost && before.has(sale));
      expect(returned).to.deep.equal([]);
      const offered = eventsOf(story, "buy").filter(
        ({ event: { seller, lines } }) => seller === person && lines.some(({ unitPrice }) => unitPrice !== undefined),
      );
      expect(missing(offered)).to.deep.equal([]);
    }
  });

  it("finds out whether a lost wallet would be missed", () => {
    const purchase = (sale: number, buyer: Buyer, seller: number, unitPrice?: bigint): Event => {
      const line = { product: 1, quantity: 1, ...(unitPrice === undefined ? {} : { unitPrice }) };
      return { type: "buy", sale, buyer, seller, campaign: 1, lines: [line], named: false };
    };
    const missed = (...days: Event[][]) => isMissed(days, 5, 1, 3);
    const own = purchase(1, { person: 5 }, 5);
    expect(missed([own], [], [], [own])).to.equal(false);
    expect(missed([], [own])).to.equal(true);
    expect(missed([own], [], [], [{ type: "request", sale: 1 }])).to.equal(true);
    expect(missed([purchase(1, { customer: 5 }, 5)], [], [], [{ type: "request", sale: 1 }])).to.equal(false);
    expect(missed([], [], [{ type: "enrol", person: 9, sponsor: 5 }])).to.equal(true);
    expect(missed([], [], [{ type: "enrol", person: 9, sponsor: 4 }], [])).to.equal(false);
    expect(missed([], [purchase(1, { customer: 2 }, 5)])).to.equal(false);
    expect(missed([], [purchase(1, { customer: 2 }, 5, 9n)])).to.equal(true);
    expect(missed([], [purchase(1, { customer: 2 }, 6, 9n)])).to.equal(false);
  });

  it("asks prices from wholesale to the highest, and puts together what is returned in one way", () => {
    for (const { event } of eventsOf(story, "buy")) {
      const days = event.lines.map(({ product }) => productAt(product).returnDays);
      expect(new Set(days).size).to.equal(1);
      for (const { product, unitPrice } of event.lines) {
        if (unitPrice === undefined) continue;
        const { wholesale, retail } = productAt(product);
        expect(unitPrice >= wholesale && unitPrice <= (retail * (10_000n + MARKUP)) / 10_000n).to.equal(true);
      }
    }
  });

  it("returns each sale once at most, within its window", () => {
    const placed = new Map(eventsOf(story, "buy").map(({ day, event }) => [event.sale, { day, event }]));
    const seen = new Set<number>();
    for (const { day, event } of eventsOf(story, "request")) {
      const sale = placed.get(event.sale)!;
      expect(day - sale.day).to.be.within(1, productAt(sale.event.lines[0]!.product).returnDays - 1);
      expect(seen.has(event.sale)).to.equal(false);
      seen.add(event.sale);
    }
    expect(seen.size).to.be.above(10);
  });

  it("has two mistakes at each stand", () => {
    for (const { event } of eventsOf(story, "stand")) {
      expect(event.sales.map(({ bad }) => bad).filter((bad) => bad !== undefined)).to.deep.equal(["seller", "price"]);
    }
  });

  it("has everything that happens in companies", () => {
    const types = new Set(story.days.flat().map(({ type }) => type));
    expect([...types].sort()).to.deep.equal(
      [
        ...["accept", "bind", "buy", "claim", "enrol", "guardian", "hold", "lift", "move", "plan", "push", "ranks"],
        ...["recover", "recovered", "reject", "request", "rule", "stand", "withdraw"],
      ].sort(),
    );
    expect(eventsOf(story, "plan")).to.have.length(1);
  });

  it("is skewed: a tenth of the sponsors has a quarter of the recruits, and half of the people sell nothing", () => {
    const recruits = new Map<number, number>();
    for (const { event } of eventsOf(story, "enrol")) {
      recruits.set(event.sponsor, (recruits.get(event.sponsor) ?? 0) + 1);
    }
    const counts = [...recruits.values()].sort((a, b) => b - a);
    const sum = (list: readonly number[]) => list.reduce((total, count) => total + count, 0);
    expect(sum(counts.slice(0, Math.ceil(counts.length / 10))) * 4).to.be.above(sum(counts));
    const sellers = new Set(eventsOf(story, "buy").map(({ event }) => event.seller));
    expect(sellers.size * 2).to.be.below(story.people);
    expect(story.customers).to.be.below(eventsOf(story, "buy").length);
  });

  it("tells small stories as well", () => {
    expect(generate({ seed: 1, people: 5, months: 1 }).people).to.equal(5);
    expect(generate({ seed: 1, people: 40, months: 1 }).sales).to.be.above(0);
  });
});

const FIRST_NUMBERS = [91, 506, 888, 487, 434, 507];
