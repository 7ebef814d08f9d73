import { Model, type PlanRule } from "../../../../test/helpers/model.ts";
import { Random } from "../../../../test/helpers/random.ts";
import type { SaleKind } from "../../../protocol/src/index.ts";
import type { RawEntry } from "../../src/index.ts";
import { addressAt, JournalWriter, type Receipt, word } from "./journal-writer.ts";

const DAY = 86_400n;
export const PERIOD = 30n * DAY;
const START = 1_700_000_000n;
const NOBODY = `0x${"00".repeat(20)}`;
const TREASURY = addressAt(1);
const ARBITER = addressAt(900_001);
const ADMIN = addressAt(900_002);
const FIRST_CUSTOMER = 1_000_000;
const COMPANY = 1n;
const COMPRESSIONS = ["none", "standard", "dynamic"];
const SETTLED_AT_ONCE = 50;
/** One of so many. */
const COMPANY_SALES = 60;
const DISTRIBUTOR_SALES = 12;
const ESCROW_SALES = 3;
const REFUNDS = 25;
const SALES_BETWEEN_SETTLEMENTS = 60;
const PAYOUTS = 20;
const RANKS = 200;

interface Product {
  readonly number: number;
  readonly retail: bigint;
  readonly wholesale: bigint;
  readonly volume: bigint;
  readonly window: bigint;
  readonly goods: boolean;
}

/** A sale in escrow, and when something is done about it. */
interface Waiting {
  readonly id: bigint;
  readonly sale: Receipt;
  readonly at: bigint;
}

/** First in, first out. */
class Queue {
  #waiting: Waiting[] = [];
  #next = 0;

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
  }

  /** Takes all whose time has come. */
  take(time: bigint): Waiting[] {
    const from = this.#next;
    while ((this.#waiting[this.#next]?.at ?? time + 1n) <= time) this.#next += 1;
    const taken = this.#waiting.slice(from, this.#next);
    if (this.#next > SETTLED_AT_ONCE) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    return taken;
  }
}

/** A share of a seller's sales, in basis points: by level and by rank, each rounded by itself. */
interface Share {
  readonly id: bigint;
  readonly byLevel: bigint;
  readonly byRank: bigint;
}

/** How large an invented history is, and what it pays. */
export interface InventionSize {
  readonly seed: number;
  readonly people: number;
  readonly sales: number;
  /** Periods in which it sells. */
  readonly periods: number;
  readonly rule: PlanRule;
}

/**
 * Invents the journal of a programme: people join, get ranks, sell, return and are paid. What each sale pays follows
 * from the definition of the plans in test/helpers, which shares nothing with the engine.
 */
export class Invention {
  readonly #size: InventionSize;
  readonly #random: Random;
  readonly #writer = new JournalWriter(START);
  readonly #model = new Model();
  readonly #products: Product[] = [];
  readonly #balances = new Map<bigint, bigint>();
  /** By window: those that are kept. */
  readonly #kept = new Map<bigint, Queue>();
  /** Those that are sent back. */
  readonly #returned = new Queue();
  readonly #shares = new Map<bigint, readonly Share[]>();
  #people = 1;
  #period = 0n;
  #sold = 0;

  constructor(size: InventionSize) {
    this.#size = size;
    this.#random = new Random(size.seed);
  }

  /** The journal's head after the entries that were taken. */
  get head(): bigint {
    return this.#writer.head;
  }

  *entries(): Generator<RawEntry> {
    yield* this.#setUp();
    const { sales, periods, people } = this.#size;
    const step = (PERIOD * BigInt(periods)) / BigInt(sales + 1);
    while (this.#sold < sales) {
      this.#pass(step);
      while (this.#people < people && this.#people * sales < (this.#sold + 1) * people) yield this.#enrol();
      for (const waiting of this.#returned.take(this.#writer.time)) yield* this.#refund(waiting);
      yield* this.#sell();
      if (this.#random.oneIn(SALES_BETWEEN_SETTLEMENTS)) yield* this.#settle();
      if (this.#random.oneIn(PAYOUTS)) yield* this.#payOut();
      if (this.#random.oneIn(RANKS)) yield this.#rank();
    }
    this.#pass(5n * DAY);
    for (const waiting of this.#returned.take(this.#writer.time)) yield* this.#refund(waiting);
    this.#pass(40n * DAY);
    yield* this.#settle();
  }

  #pass(seconds: bigint): void {
    const writer = this.#writer;
    writer.time += seconds;
    const period = (writer.time - START) / PERIOD;
    if (period !== this.#period) this.#shares.clear();
    this.#period = period;
  }

  *#setUp(): Generator<RawEntry> {
    const settings = [addressAt(900_003), START, PERIOD, 30n * DAY, 3n * DAY, 7n * DAY, 10_000, 0, true];
    const modules = Array.from({ length: 9 }, (_, at) => addressAt(900_010 + at));
    const writer = this.#writer;
    yield writer.event("ProgrammeCreated", settings, modules, TREASURY, ADMIN);
    yield writer.event("DistributorEnrolled", 1n, 0n, TREASURY);
    yield writer.event("RoleGranted", word(0), ADMIN, ADMIN);
    for (const [window, goods] of [
      [0n, false],
      [14n * DAY, false],
      [30n * DAY, true],
    ] as const) {
      for (let i = 0; i < 3; ++i) yield this.#addProduct(window, goods);
    }
    const { rates, openRanks, rankRates, threshold, walk, compression, personalPays } = this.#size.rule;
    const sixteen = (list: readonly number[]) => Array.from({ length: 16 }, (_, at) => list[at] ?? 0);
    const rule = [sixteen(rates), sixteen(openRanks), sixteen(rankRates), threshold, 0, walk];
    const plan = [...rule, COMPRESSIONS.indexOf(compression), personalPays];
    yield writer.event("PlanScheduled", 1n, 0n, plan, "{}");
    this.#pass(PERIOD);
    yield writer.event("PlanActivated", 1n);
    yield writer.event("ProgrammeOpened", 1n);
    yield this.#enrol();
  }

  #addProduct(window: bigint, goods: boolean): RawEntry {
    const random = this.#random;
    const retail = BigInt(random.between(1_000, 90_000_000));
    const wholesale = (retail * BigInt(random.between(50, 100))) / 100n;
    const volume = (wholesale * BigInt(random.between(10, 100))) / 100n;
    const number = this.#products.length + 1;
    this.#products.push({ number, retail, wholesale, volume, window, goods });
    const terms = [retail, wholesale, volume, window, goods ? 1 : 0, goods ? ARBITER : NOBODY];
    return this.#writer.event("ProductAdded", BigInt(number), word(number), terms);
  }

  #enrol(): RawEntry {
    const id = BigInt(++this.#people);
    const sponsor = BigInt(this.#random.between(Math.max(1, Math.floor(this.#people / 3)), this.#people - 1));
    this.#model.enrol(id, sponsor, this.#period);
    return this.#writer.words("DistributorEnrolled", [id, sponsor, addressAt(this.#people)]);
  }

  /** A rank counts from the next period on. */
  #rank(): RawEntry {
    const id = BigInt(this.#random.between(2, this.#people));
    const rank = this.#random.below(5);
    this.#model.setRank(id, rank, this.#period);
    return this.#writer.event("RanksSet", word(id), [(id << 8n) | BigInt(rank)]);
  }

  *#sell(): Generator<RawEntry> {
    const random = this.#random;
    this.#sold += 1;
    const seller = random.oneIn(COMPANY_SALES) ? COMPANY : BigInt(random.between(2, this.#people));
    const { kind, buyer } = this.#buyer(seller);
    const first = random.oneIn(ESCROW_SALES) ? 3 * random.between(1, 2) : 0;
    const products = Array.from(
      { length: random.between(1, 3) },
      () => this.#products[first + random.below(3)] as Product,
    );
    const sale = this.#priced(products, kind, seller, buyer);
    const id = this.#writer.head;
    yield this.#writer.sale(sale);
    const { window = 0n } = products[0] ?? {};
    const { time } = this.#writer;
    if (sale.escrow === undefined) this.#pay(sale);
    else if (random.oneIn(REFUNDS)) this.#returned.add({ id, sale, at: time + 4n * DAY });
    else this.#queueOf(window).add({ id, sale, at: time + window });
  }

  #queueOf(window: bigint): Queue {
    const queue = this.#kept.get(window) ?? new Queue();
    this.#kept.set(window, queue);
    return queue;
  }

  #buyer(seller: bigint): { readonly kind: SaleKind; readonly buyer: string } {
    const random = this.#random;
    if (!random.oneIn(DISTRIBUTOR_SALES)) {
      return { kind: "retail", buyer: addressAt(FIRST_CUSTOMER + random.below(4 * this.#size.people)) };
    }
    if (random.oneIn(2)) return { kind: "personal", buyer: addressAt(Number(seller)) };
    const buyer = random.between(1, this.#people);
    return { kind: BigInt(buyer) === seller ? "personal" : "distributor", buyer: addressAt(buyer) };
  }

  #priced(products: readonly Product[], kind: SaleKind, seller: bigint, buyer: string): Receipt {
    const { rule } = this.#size;
    let [total, wholesale, volume] = [0n, 0n, 0n];
    const lines = products.map((product) => {
      const quantity = this.#random.between(1, 4);
      const unitPrice = kind === "personal" ? product.wholesale : product.retail;
      total += BigInt(quantity) * unitPrice;
      wholesale += BigInt(quantity) * product.wholesale;
      volume += BigInt(quantity) * product.volume;
      return { product: product.number, quantity, unitPrice };
    });
    const profit = total - wholesale;
    const pays = kind !== "personal" || rule.personalPays;
    const credits = seller === COMPANY ? [] : this.#credits(seller, profit, pays ? volume : 0n);
    const company = credits.reduce((rest, { amount }) => rest - amount, total);
    const { window = 0n, goods = false } = products[0] ?? {};
    const activityVolume = kind === "retail" ? volume : 0n;
    const sale = { buyer, seller, kind, plan: 1, profit, pool: 0n, lines, credits, activityVolume };
    if (window === 0n) return sale;
    const { threshold } = rule;
    return {
      ...sale,
      escrow: { total, company, threshold, window, goods, arbiter: goods ? ARBITER : NOBODY },
    };
  }

  #credits(seller: bigint, profit: bigint, volume: bigint) {
    const amounts = new Map<bigint, bigint>([[seller, profit]]);
    for (const { id, byLevel, byRank } of this.#sharesOf(seller)) {
      const amount = (volume * byLevel) / 10_000n + (volume * byRank) / 10_000n;
      amounts.set(id, (amounts.get(id) ?? 0n) + amount);
    }
    return [...amounts].filter(([, amount]) => amount > 0n).map(([id, amount]) => ({ id, amount }));
  }

  /** The same for all sales of a seller in a period. */
  #sharesOf(seller: bigint): readonly Share[] {
    let shares = this.#shares.get(seller);
    if (shares === undefined) {
      const whole = { personal: false, total: 10_000n, profit: 0n, volume: 10_000n };
      const { parts } = this.#model.split(this.#size.rule, whole, seller, this.#period);
      shares = parts.map(({ id, amount, differential }) => ({
        id,
        byLevel: amount - differential,
        byRank: differential,
      }));
      this.#shares.set(seller, shares);
    }
    return shares;
  }

  #pay(sale: Receipt): void {
    for (const { id, amount } of sale.credits) this.#balances.set(id, (this.#balances.get(id) ?? 0n) + amount);
    const { threshold } = this.#size.rule;
    const volume = sale.activityVolume;
    if (volume > 0n) this.#model.count(sale.seller, volume, threshold, this.#period);
  }

  *#settle(): Generator<RawEntry> {
    const { time } = this.#writer;
    const due = [...this.#kept.values()].flatMap((queue) => queue.take(time));
    for (let from = 0; from < due.length; from += SETTLED_AT_ONCE) {
      const some = due.slice(from, from + SETTLED_AT_ONCE);
      yield this.#writer.settled(some.map(({ id }) => id));
      for (const { sale } of some) this.#pay(sale);
    }
  }

  *#refund({ id, sale }: Waiting): Generator<RawEntry> {
    const { total = 0n, goods = false } = sale.escrow ?? {};
    if (goods) {
      yield this.#writer.words("ReturnRequested", [id], [this.#writer.time + 3n * DAY]);
      yield this.#writer.words("ReturnAccepted", [id, ADMIN]);
    }
    yield this.#writer.words("SaleRefunded", [id, sale.buyer], [total]);
  }

  *#payOut(): Generator<RawEntry> {
    const id = BigInt(this.#random.between(2, this.#people));
    const amount = this.#balances.get(id) ?? 0n;
    if (amount === 0n) return;
    this.#balances.set(id, 0n);
    yield this.#writer.words("Paid", [id, addressAt(Number(id))], [amount]);
  }
}
