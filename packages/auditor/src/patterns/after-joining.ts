import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Observer } from "../history/observer.ts";
import type { People } from "../people/people.ts";
import type { Buyers } from "./buyers.ts";
import { type Cell, type Figure, largest, type Pattern, shareOf } from "./pattern.ts";

const DAYS = 14;
const SECONDS = BigInt(DAYS) * 86_400n;
/** More products than this are not told apart, so that memory stays bounded. */
const MOST_PRODUCTS = 100_000;

interface ProductSums {
  sold: bigint;
  byPeople: bigint;
  soon: bigint;
}

/** Finds products that distributors buy mostly when they have just joined, as a disguised fee would be. */
export class BoughtAfterJoining implements Observer, Keeping {
  readonly #people: People;
  readonly #buyers: Buyers;
  readonly #products = new Map<number, ProductSums>();

  constructor(people: People, buyers: Buyers) {
    this.#people = people;
    this.#buyers = buyers;
  }

  placed({ sale, entry }: AuditedSale): void {
    const own = sale.kind === "personal" || sale.kind === "distributor";
    const buyer = sale.kind === "personal" ? Number(sale.seller) : own ? this.#people.owner(sale.buyer) : 0;
    const soon = this.#people.knows(buyer) && entry.timestamp - this.#people.joined(buyer) < SECONDS;
    for (const { product, quantity, unitPrice } of sale.lines) {
      const sums = this.#sums(Number(product));
      const paid = quantity * unitPrice;
      sums.sold += paid;
      if (own) sums.byPeople += paid;
      if (own && soon) sums.soon += paid;
    }
  }

  keep(kept: Kept): void {
    kept.map("products", this.#products);
  }

  pattern(): Pattern {
    const rows = [...this.#products]
      .filter(([, { soon }]) => soon > 0n)
      .sort(([a], [b]) => a - b)
      .map(([product, { sold, byPeople, soon }]): readonly Cell[] => [
        product,
        sold,
        byPeople,
        soon,
        shareOf(soon, byPeople),
        shareOf(soon, sold),
      ]);
    return {
      code: "bought-after-joining",
      title: "Products bought mostly just after joining",
      definition:
        `What distributors bought for themselves (personal and distributor sales) within ${DAYS} days of their enrolment, by product, at the prices paid. ` +
        "Mostly: more than half of what distributors bought of it. Who was imported counts as enrolled at the opening.",
      meaning:
        "A product that people buy when they join, and hardly ever again, may be a fee for joining under another name. It may as well be a useful first set.",
      figures: this.#figures(),
      columns: [
        { name: "product", head: "product", kind: "product" },
        { name: "sold", head: "sold in all", kind: "amount" },
        { name: "byDistributors", head: "bought by distributors", kind: "amount" },
        { name: "soon", head: `within ${DAYS} days`, kind: "amount" },
        { name: "shareOfDistributors", head: "of what distributors bought", kind: "share" },
        { name: "shareOfAll", head: "of all sold", kind: "share" },
      ],
      ...largest(rows, 3),
    };
  }

  #figures(): readonly Figure[] {
    const all = [...this.#products.values()];
    const sum = (pick: (sums: ProductSums) => bigint) => all.reduce((total, sums) => total + pick(sums), 0n);
    const mostly = all.filter(({ byPeople, soon }) => soon * 2n > byPeople).length;
    const [byPeople, soon] = [sum((sums) => sums.byPeople), sum((sums) => sums.soon)];
    return [
      { name: "products", head: "products bought mostly then", kind: "count", value: mostly },
      { name: "soon", head: `bought within ${DAYS} days of joining`, kind: "amount", value: soon },
      { name: "share", head: "of what distributors bought", kind: "share", value: shareOf(soon, byPeople) },
      { name: "joinedLater", head: "customers who became distributors", kind: "count", value: this.#joinedLater() },
    ];
  }

  #joinedLater(): number {
    let joined = 0;
    for (let number = 0; number < this.#buyers.size; number++) {
      if (this.#people.owner(this.#buyers.get(number).wallet) > 0) joined++;
    }
    return joined;
  }

  #sums(product: number): ProductSums {
    const place = this.#products.has(product) || this.#products.size < MOST_PRODUCTS ? product : 0;
    const known = this.#products.get(place);
    if (known !== undefined) return known;
    const made = { sold: 0n, byPeople: 0n, soon: 0n };
    this.#products.set(place, made);
    return made;
  }
}
