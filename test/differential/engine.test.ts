import { expect } from "chai";
import { planFromChain } from "../../packages/auditor/src/plan/plan-from-chain.ts";
import { planToChain } from "../../packages/auditor/src/plan/plan-to-chain.ts";
import { calculateSale, type Line, type Plan, worstCase } from "../../packages/engine/src/index.ts";
import { planFromStruct, planToStruct } from "../../packages/protocol/src/index.ts";
import { drawNetwork, drawPrices, drawRule, HIGHEST_RANK, planOf } from "../helpers/draw.ts";
import { saleRowOf } from "../helpers/engine.ts";
import { COMPANY_ID, type Market, type Member, openMarket, orderOf, UNIT } from "../helpers/market.ts";
import { Model, type PlanRule } from "../helpers/model.ts";
import { PERIOD } from "../helpers/programme.ts";
import { Random } from "../helpers/random.ts";
import type { Basket } from "../helpers/reference.ts";

/** How many sales are compared; UPLINE_DIFFERENTIAL_CASES sets another number for a deep run. */
const CASES = Number(process.env["UPLINE_DIFFERENTIAL_CASES"] ?? 500);
const SALES_OF_A_PLAN = 5;
const PLANS_OF_A_MARKET = 50;
const MARKETS = Math.ceil(CASES / (SALES_OF_A_PLAN * PLANS_OF_A_MARKET));
const CAP = 10_000;
/** Of activity, while a network is prepared. */
const THRESHOLD = 100n;
const NETWORKS = 6;
const TERMS = { currency: { code: "UNIT", decimals: 0 }, periodLength: PERIOD, cap: CAP };

interface Priced {
  readonly number: bigint;
  readonly retail: bigint;
  readonly wholesale: bigint;
  readonly volume: bigint;
}

/** How often each case came up. */
const seen = {
  sales: 0,
  paid: 0,
  unilevel: 0,
  differential: 0,
  hybrid: 0,
  personal: 0,
  distributor: 0,
  company: 0,
  skipped: 0,
  pool: 0,
};

/** A programme with networks of people who are active or not, and of any rank. */
class World {
  readonly #random: Random;
  readonly #market: Market;
  readonly #model = new Model();
  readonly #sponsors = new Map<bigint, bigint>();
  readonly #members: Member[] = [];
  readonly #products: Priced[] = [];
  #period = 0n;

  private constructor(random: Random, market: Market) {
    this.#random = random;
    this.#market = market;
  }

  static async create(seed: number): Promise<World> {
    const world = new World(new Random(seed), await openMarket({ cap: CAP }));
    await world.#setUp();
    return world;
  }

  async #setUp(): Promise<void> {
    for (let i = 0; i < 4; ++i) {
      const prices = drawPrices(this.#random);
      this.#products.push({ ...prices, number: await this.#market.addProduct(prices) });
    }
    this.#period = await this.#market.core.currentPeriod();
    for (let i = 0; i < NETWORKS; ++i) {
      const size = i === 0 ? 36 : this.#random.between(1, 8);
      for (const [member, sponsor] of await drawNetwork(this.#random, this.#market, size)) {
        this.#model.enrol(member.id, sponsor.id, this.#period);
        this.#sponsors.set(member.id, sponsor.id);
        this.#members.push(member);
      }
    }
    await this.#rankAndActivate();
  }

  async #rankAndActivate(): Promise<void> {
    const ranks = this.#members.map((member) => [member, this.#random.between(0, HIGHEST_RANK)] as const);
    await this.#market.setRanks(...ranks);
    for (const [{ id }, rank] of ranks) this.#model.setRank(id, rank, this.#period);
    const nothing = { ...drawRule(this.#random, CAP), rates: [], openRanks: [], rankRates: [], poolShare: 0 };
    await this.#market.setPlan(planOf({ ...nothing, threshold: THRESHOLD }));
    for (const { id } of this.#members.filter(() => !this.#random.oneIn(3))) {
      this.#model.count(id, THRESHOLD, THRESHOLD, this.#period);
      await this.#market.send(orderOf(id, UNIT, { quantity: THRESHOLD }));
    }
    await this.#market.startPeriod();
    this.#period = await this.#market.core.currentPeriod();
  }

  /** Some sales under a plan of its own, each by the contract and by the engine. */
  async comparePlan(): Promise<void> {
    const rule = drawRule(this.#random, CAP);
    await this.#market.setPlan(planOf(rule));
    const { plan: words } = await this.#market.core.planInForce();
    const plan = planFromChain(planFromStruct(words), TERMS);
    expect(worstCase(plan.document)).to.be.at.most(CAP);
    await this.#encode(plan);
    for (let i = 0; i < SALES_OF_A_PLAN; ++i) await this.#compareSale(rule, plan);
  }

  /** What the document becomes again pays as the plan in force does. */
  async #encode(plan: Plan): Promise<void> {
    const again = planToChain(plan, TERMS);
    expect(planFromChain(again, TERMS).text).to.equal(plan.text);
    await this.#market.core.schedulePlan.staticCall(planToStruct(again), 2n ** 40n - 1n, plan.text);
  }

  async #compareSale(rule: PlanRule, plan: Plan): Promise<void> {
    const seller = this.#random.oneIn(15) ? this.#market.company : this.#random.pick(this.#members);
    const buyer = this.#drawBuyer(seller);
    const lines = this.#drawLines();
    const quote = await this.#market.quote(
      orderOf(seller.id, 0n, { lines: lines.map(({ product, quantity }) => ({ product: product.number, quantity })) }),
      buyer?.wallet.address ?? this.#market.customer.address,
    );
    const basket = basketOf(lines, buyer?.id === seller.id);
    const upline = this.#uplineOf(seller.id).map((id) => {
      const { rank, active } = this.#model.person(id, rule, this.#period);
      return { id: Number(id), rank, active };
    });
    const company = Number(COMPANY_ID);
    const result = calculateSale(plan, upline, saleRowOf(basket, buyer?.id), company);
    const message = `${plan.text} ${JSON.stringify(upline)} ${buyer?.id} ${basket.volume}`;

    const credits = quote.credits.map(({ id, amount }) => [Number(id), amount] as const);
    expect(earned(result.lines), message).to.deep.equal(new Map(credits.toSorted(([a], [b]) => a - b)));
    expect(quote.pool, message).to.equal(result.pool);
    expect(quote.company, message).to.equal(result.company);
    seen.pool += quote.pool > 0n ? 1 : 0;
    note(rule, quote.kind, seller.id, credits.length, quote.skipped.length);
  }

  #drawBuyer(seller: Member): Member | undefined {
    if (!this.#random.oneIn(3)) return undefined;
    // The company is no distributor's buyer to the engine: it has no earnings and no standing.
    return this.#random.oneIn(2) && seller.id !== COMPANY_ID ? seller : this.#random.pick(this.#members);
  }

  #drawLines(): { product: Priced; quantity: bigint }[] {
    return Array.from({ length: this.#random.between(1, 3) }, () => ({
      product: this.#random.pick(this.#products),
      quantity: BigInt(this.#random.between(1, 50)),
    }));
  }

  #uplineOf(id: bigint): bigint[] {
    return id === COMPANY_ID ? [] : [id, ...this.#uplineOf(this.#sponsors.get(id) ?? COMPANY_ID)];
  }
}

function basketOf(lines: readonly { product: Priced; quantity: bigint }[], personal: boolean): Basket {
  const sum = (of: (product: Priced) => bigint) =>
    lines.reduce((total, { product, quantity }) => total + quantity * of(product), 0n);
  const wholesale = sum((product) => product.wholesale);
  const total = personal ? wholesale : sum(({ retail }) => retail);
  return { personal, total, profit: total - wholesale, volume: sum(({ volume }) => volume) };
}

/** What each distributor gets, by id. */
function earned(lines: readonly Line[]): Map<number, bigint> {
  const sums = new Map<number, bigint>();
  for (const { kind, beneficiary, amount } of lines) {
    if (kind === "commission") sums.set(Number(beneficiary), (sums.get(Number(beneficiary)) ?? 0n) + amount);
  }
  return new Map([...sums].toSorted(([a], [b]) => a - b));
}

function note({ rates, rankRates }: PlanRule, kind: string, seller: bigint, credits: number, skipped: number): void {
  seen.sales += 1;
  seen.paid += credits > 0 ? 1 : 0;
  seen.skipped += skipped > 0 ? 1 : 0;
  if (seller === COMPANY_ID) seen.company += 1;
  if (kind === "personal" || kind === "distributor") seen[kind] += 1;
  const [byLevel, byRank] = [rates, rankRates].map((list) => list.some((rate) => rate > 0));
  if (byLevel && byRank) seen.hybrid += 1;
  else if (byRank) seen.differential += 1;
  else if (byLevel) seen.unilevel += 1;
}

describe("engine and contracts", () => {
  for (let seed = 1; seed <= MARKETS; ++seed) {
    it(`[COMM-1] pay the same to the unit, each written from the definition alone: market ${seed}`, async () => {
      const world = await World.create(seed);
      for (let i = 0; i < PLANS_OF_A_MARKET; ++i) await world.comparePlan();
    }).timeout(600_000);
  }

  it("come across every case often", () => {
    expect(seen.sales).to.equal(MARKETS * PLANS_OF_A_MARKET * SALES_OF_A_PLAN);
    for (const [name, count] of Object.entries(seen)) expect(count * 40, name).to.be.above(seen.sales);
  });
});
