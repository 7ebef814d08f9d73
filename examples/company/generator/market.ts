import { type Calendar, campaignOf } from "./calendar.ts";
import { MARKUP, PRODUCTS } from "./catalogue.ts";
import type { Network } from "./network.ts";
import type { Random } from "./random.ts";
import { planReturn } from "./returns.ts";
import type { Buyer, Line, Person, Product, Purchase, StandSale } from "./story.ts";
import type { Volumes } from "./volumes.ts";

const BASIS_POINTS = 10_000n;

/** Purchases of customers, who come back, and of the distributors themselves. */
export class Market {
  readonly #customers = new Map<Person, number[]>();
  readonly #random: Random;
  readonly #network: Network;
  readonly #volumes: Volumes;
  readonly #calendar: Calendar;
  customers = 0;
  sales = 0;

  constructor(random: Random, network: Network, volumes: Volumes, calendar: Calendar) {
    [this.#random, this.#network, this.#volumes, this.#calendar] = [random, network, volumes, calendar];
  }

  /** A purchase on a day, with its return where there is one. */
  buy(day: number): void {
    const seller = this.#network.seller();
    if (seller === undefined) return;
    const buyer = this.#buyer(seller, day);
    const products = this.#basket();
    const ownPrice = "customer" in buyer && this.#random.chance(10) && this.#network.hasWallet(seller, day);
    const sale = ++this.sales;
    const event: Purchase = {
      type: "buy",
      sale,
      buyer,
      seller,
      campaign: campaignOf(day),
      lines: products.map((number) => this.#line(number, ownPrice)),
      named: this.#random.chance(50),
    };
    this.#calendar.at(day, event);
    if ("customer" in buyer) this.#volumes.add(seller, volumeOf(event));
    planReturn(this.#random, this.#calendar, sale, day, productAt(products[0] ?? 1));
  }

  /** Four of five buyers are customers, and three of five of those have bought from this seller before. */
  #buyer(seller: Person, day: number): Buyer {
    const who = this.#random.weighted([
      [80, "customer"],
      [15, "himself"],
      [5, "sponsor"],
    ]);
    const person = who === "sponsor" ? this.#network.sponsorOf(seller) : seller;
    if (who !== "customer" && person !== 1 && this.#network.hasWallet(person, day)) return { person };
    const known = this.#customers.get(seller) ?? [];
    if (known.length > 0 && this.#random.chance(60)) return { customer: this.#random.pick(known) };
    this.customers++;
    this.#customers.set(seller, [...known, this.customers]);
    return { customer: this.customers };
  }

  /** Up to three products that are returned in the same way, since those make one sale. */
  #basket(): readonly number[] {
    const first = this.#random.between(1, PRODUCTS.length);
    const { returnDays } = productAt(first);
    const basket = [first];
    while (basket.length < 3 && this.#random.chance(35)) {
      const next = this.#random.between(1, PRODUCTS.length);
      if (productAt(next).returnDays === returnDays && !basket.includes(next)) basket.push(next);
    }
    return basket;
  }

  /** At the catalogue's price, or from wholesale to the programme's highest. */
  #line(product: number, ownPrice: boolean): Line {
    const quantity = this.#random.weighted([
      [70, 1],
      [20, 2],
      [10, 5],
    ]);
    if (!ownPrice) return { product, quantity };
    return { product, quantity, unitPrice: this.#price(productAt(product)) };
  }

  #price({ wholesale, retail }: Product): bigint {
    const highest = (retail * (BASIS_POINTS + MARKUP)) / BASIS_POINTS;
    return wholesale + ((highest - wholesale) * BigInt(this.#random.between(0, 10))) / 10n;
  }

  /** A day at a stand: sales that were paid in cash, two of them written down wrongly. */
  stand(day: number, count: number): void {
    const sales: StandSale[] = [];
    for (let i = 0; i < count; i++) {
      const seller = this.#network.seller();
      if (seller === undefined) return;
      const lines = this.#basket().map((product) => ({
        product,
        quantity: this.#random.between(1, 2),
        unitPrice: this.#price(productAt(product)),
      }));
      sales.push({ seller, campaign: campaignOf(day), lines });
    }
    this.#calendar.at(day, { type: "stand", sales: withMistakes(sales) });
  }
}

/** An unknown seller in the first, a price below wholesale in the second. */
function withMistakes(sales: readonly StandSale[]): readonly StandSale[] {
  return sales.map((sale, i) => {
    if (i === 0) return { ...sale, seller: 4_000_000_000, bad: "seller" };
    if (i === 1) return { ...sale, lines: sale.lines.map((line) => ({ ...line, unitPrice: 1n })), bad: "price" };
    return sale;
  });
}

/** @throws RangeError if there is none of that number. */
export function productAt(number: number): Product {
  const product = PRODUCTS[number - 1];
  if (product === undefined) throw new RangeError(`there is no product ${number}`);
  return product;
}

function volumeOf({ lines }: Purchase): bigint {
  return lines.reduce((sum, { product, quantity }) => sum + productAt(product).volume * BigInt(quantity), 0n);
}
