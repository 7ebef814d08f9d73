import { expect } from "chai";
import type { ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import type { EscrowedSale } from "../../packages/protocol/src/index.ts";
import { drawNetwork, drawPrices, drawRule, HIGHEST_RANK, planOf } from "../helpers/draw.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { COMPANY_ID, type Market, type Member, openMarket, orderOf, UNIT, WINDOW } from "../helpers/market.ts";
import { Model, type PlanRule } from "../helpers/model.ts";
import { Random } from "../helpers/random.ts";
import type { Basket, Split } from "../helpers/reference.ts";

const MARKETS = 10;
const NETWORKS = 30;
/** Periods in which everybody sells; what is settled in one makes active in the next. */
const phasesOf = (seed: number) => (seed % 3 === 0 ? 2 : 1);
const CAP = 10_000;
/** Of activity, while the networks are prepared. */
const THRESHOLD = 100n;

interface Priced {
  readonly number: bigint;
  readonly retail: bigint;
  readonly wholesale: bigint;
  readonly volume: bigint;
}

type Kind = "retail" | "personal" | "distributor";

/** A sale to come, and what the reference says of it. */
interface Draft {
  readonly order: ISales.OrderStruct;
  readonly seller: bigint;
  readonly buyer: string;
  readonly kind: Kind;
  readonly basket: Basket;
  readonly split: Split;
}

/** How often each case came up, over all networks. */
const seen = {
  ...{ sales: 0, credits: 0, escrowed: 0 },
  ...{ retail: 0, personal: 0, distributor: 0 },
  ...{ inactive: 0, rankTooLow: 0, noDifference: 0 },
  ...{ unilevel: 0, differential: 0, hybrid: 0 },
};

/** One programme with many networks, run beside the reference. */
class World {
  readonly #random: Random;
  readonly #market: Market;
  readonly #model = new Model();
  readonly #networks: Member[][] = [];
  readonly #final: Priced[] = [];
  readonly #escrowed: Priced[] = [];
  /** What everybody must have, by id, and what the pool must have. */
  readonly #owed = new Map<bigint, bigint>();
  #pool = 0n;
  #period = 0n;
  #rule: PlanRule;
  #waiting: [EscrowedSale, Draft, PlanRule][] = [];

  private constructor(random: Random, market: Market, rule: PlanRule) {
    this.#random = random;
    this.#market = market;
    this.#rule = rule;
  }

  static async create(seed: number): Promise<World> {
    const random = new Random(seed);
    const rule = drawRule(random, CAP);
    const world = new World(random, await openMarket({ cap: CAP }), rule);
    await world.#setUp();
    return world;
  }

  async #setUp(): Promise<void> {
    for (let i = 0; i < 4; ++i) {
      for (const [products, window] of [
        [this.#final, 0n],
        [this.#escrowed, WINDOW],
      ] as const) {
        const prices = drawPrices(this.#random);
        products.push({ ...prices, number: await this.#market.addProduct({ ...prices, window }) });
      }
    }
    this.#period = await this.#market.core.currentPeriod();
    for (let i = 0; i < NETWORKS; ++i) {
      const size = this.#random.oneIn(10) ? this.#random.between(20, 36) : this.#random.between(1, 8);
      const sponsored = await drawNetwork(this.#random, this.#market, size);
      for (const [member, sponsor] of sponsored) this.#model.enrol(member.id, sponsor.id, this.#period);
      this.#networks.push(sponsored.map(([member]) => member));
    }
  }

  /** Ranks and activity for the next period, drawn anew. */
  async #prepare(): Promise<void> {
    const people = this.#networks.flat();
    const ranks = people
      .filter(() => this.#random.oneIn(2))
      .map((member) => [member, this.#random.between(0, HIGHEST_RANK)] as const);
    await this.#market.setRanks(...ranks);
    for (const [{ id }, rank] of ranks) this.#model.setRank(id, rank, this.#period);
    await this.#follow({ ...this.#rule, rates: [], openRanks: [], rankRates: [], poolShare: 0, threshold: THRESHOLD });
    await Promise.all(people.filter(() => !this.#random.oneIn(3)).map((member) => this.#activate(member)));
    await this.#startPeriod();
  }

  async #startPeriod(): Promise<void> {
    await this.#market.startPeriod();
    this.#period = await this.#market.core.currentPeriod();
  }

  /** A sale of units that pays nobody but the company, about as many as make active. */
  async #activate({ id }: Member): Promise<void> {
    const quantity = THRESHOLD + BigInt(this.#random.between(-1, 5));
    this.#add(COMPANY_ID, quantity);
    this.#model.count(id, quantity, THRESHOLD, this.#period);
    await this.#market.send(orderOf(id, UNIT, { quantity }));
  }

  async #follow(rule: PlanRule): Promise<void> {
    this.#rule = rule;
    await this.#market.setPlan(planOf(rule));
  }

  /** A period of sales in each network, each under its own plan, and their settlement in the next period. */
  async phase(): Promise<void> {
    await this.#prepare();
    for (const members of this.#networks) {
      await this.#follow(drawRule(this.#random, CAP));
      const seller = this.#random.oneIn(12) ? this.#market.company : this.#random.pick(members.slice(-3));
      await this.#sell(seller, this.#final);
      await this.#sell(seller, this.#escrowed);
    }
    await this.#settle();
    await this.#check();
  }

  async #sell(seller: Member, products: readonly Priced[]): Promise<void> {
    const draft = await this.#draft(seller, products);
    const { buyer, order, kind, basket, split } = draft;
    const parts = split.parts.map(({ id, amount }) => ({ id, amount }));
    const common = { kind, total: basket.total, profit: basket.profit, pool: split.pool, company: split.company };

    const quote = await this.#market.quote(order, buyer);
    const level = <T extends { level: number }>(entry: T) => ({ ...entry, level: BigInt(entry.level) });
    expect(quote).to.deep.include({ ...common, volume: basket.volume });
    expect(quote.credits).to.deep.equal(split.parts.map(level));
    expect(quote.skipped).to.deep.equal(split.passedOver.map(level));

    const sale = await this.#market.placed(this.#market.send(order, { buyer }));
    expect(sale).to.deep.include(common);
    expect(sale.credits).to.deep.equal(parts);
    if (sale.final) this.#pay(draft, this.#rule);
    else this.#waiting.push([sale, draft, this.#rule]);
    this.#note(draft, this.#rule, sale.final);
  }

  async #draft(seller: Member, products: readonly Priced[]): Promise<Draft> {
    const kind = this.#random.pick(["retail", "retail", "personal", "distributor"] as const);
    const chosen = Array.from({ length: this.#random.between(1, 3) }, () => this.#random.pick(products));
    const lines = chosen.map(({ number }) => ({ product: number, quantity: BigInt(this.#random.between(1, 3)) }));
    const sum = (of: (product: Priced) => bigint) =>
      lines.reduce((total, { quantity }, i) => total + quantity * of(chosen[i]!), 0n);
    const personal = kind === "personal";
    const basket: Basket = {
      personal,
      total: sum(({ retail, wholesale }) => (personal ? wholesale : retail)),
      profit: personal ? 0n : sum(({ retail, wholesale }) => retail - wholesale),
      volume: sum(({ volume }) => volume),
    };
    return {
      order: orderOf(seller.id, 0n, { lines }),
      seller: seller.id,
      buyer: this.#buyer(seller, kind),
      kind,
      basket,
      split: this.#model.split(this.#rule, basket, seller.id, this.#period),
    };
  }

  #buyer(seller: Member, kind: Kind): string {
    if (kind === "retail") return this.#market.customer.address;
    if (kind === "personal") return seller.wallet.address;
    const others = [this.#market.company, ...this.#networks.flat()].filter(({ id }) => id !== seller.id);
    return this.#random.pick(others).wallet.address;
  }

  /** What the settlement of a sale does, by the reference. */
  #pay({ seller, kind, basket, split }: Draft, rule: PlanRule): void {
    for (const { id, amount } of split.parts) this.#add(id, amount);
    this.#add(COMPANY_ID, split.company);
    this.#pool += split.pool;
    if (kind === "retail") this.#model.count(seller, basket.volume, rule.threshold, this.#period);
  }

  #add(id: bigint, amount: bigint): void {
    this.#owed.set(id, (this.#owed.get(id) ?? 0n) + amount);
  }

  async #settle(): Promise<void> {
    await this.#startPeriod();
    const order = this.#random.shuffled(this.#waiting);
    this.#waiting = [];
    while (order.length > 0) {
      const batch = order.splice(0, this.#random.between(1, 12));
      const results = await this.#market.settleMany(batch.map(([sale]) => sale));
      expect(new Set(results)).to.deep.equal(new Set(["settled"]));
      for (const [, draft, rule] of batch) this.#pay(draft, rule);
    }
  }

  async #check(): Promise<void> {
    for (const [id, balance] of await this.#market.balances()) {
      expect(balance, `balance of ${id}`).to.equal(this.#owed.get(id) ?? 0n);
    }
    expect(await this.#market.core.poolBalance()).to.equal(this.#pool);
    await expectConserved(this.#market);
  }

  #note({ kind, split }: Draft, { rates, rankRates }: PlanRule, final: boolean): void {
    seen.sales += 1;
    seen.credits += split.parts.length;
    seen[kind] += 1;
    if (!final) seen.escrowed += 1;
    const byRank = rankRates.some((rate) => rate > 0);
    seen[byRank ? (rates.some((rate) => rate > 0) ? "hybrid" : "differential") : "unilevel"] += 1;
    for (const { reason } of split.passedOver) seen[reason] += 1;
  }
}

describe("random networks", () => {
  for (let seed = 1; seed <= MARKETS; ++seed) {
    it(`[QUOTE-1] [SALE-7] [COMM-1] [ACT-1] [JRN-2] pay what the reference pays: seed ${seed}`, async () => {
      const world = await World.create(seed);
      for (let i = 0; i < phasesOf(seed); ++i) await world.phase();
    });
  }

  it("come across every case often", () => {
    expect(seen.sales).to.be.above(2 * MARKETS * NETWORKS);
    for (const [name, count] of Object.entries(seen)) expect(count, name).to.be.above(150);
  });
});
