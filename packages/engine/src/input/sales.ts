import { AMOUNT_LIMIT, AmountStore } from "../money/store.ts";
import { ID_EXPECTED, type Id, normalId } from "./ids.ts";
import type { Network } from "./network.ts";
import { Problems } from "./problems.ts";

/**
 * Who buys: `retail` somebody who is no distributor, `personal` the seller himself, `distributor` another distributor;
 * `recorded` is a sale paid elsewhere, which pays commissions and counts for neither retail nor activity.
 */
export const SALE_KINDS = ["retail", "personal", "distributor", "recorded"] as const;
export type SaleKind = (typeof SALE_KINDS)[number];
export const RETAIL = 0;
export const PERSONAL = 1;
export const DISTRIBUTOR = 2;
export const RECORDED = 3;

/** What is sold. Only products may pay commissions; the others are known so that plans on them can be analysed. */
export const SUBJECTS = ["product", "enrolment", "fee", "starterKit"] as const;
export type Subject = (typeof SUBJECTS)[number];
export const PRODUCT = 0;

/** A sale. Amounts are in token units, so many to one of the currency as the plan says. */
export interface SaleRow {
  /** Left out: the row's number, from 1. All rows have one, or none. */
  readonly id?: Id | undefined;
  readonly seller: Id;
  /** A distributor's id or a customer's; the kind follows from it. */
  readonly buyer?: Id | undefined;
  /** Left out: it follows from the buyer, and without a buyer it is `retail`. */
  readonly kind?: SaleKind | undefined;
  /** Left out: `product`. */
  readonly subject?: Subject | undefined;
  /** Commissionable volume, of which commissions are a share. */
  readonly cv: bigint | number;
  /** Points that qualify; left out: the CV. */
  readonly pv?: bigint | number | undefined;
  /** What the buyer paid; left out: the wholesale price. */
  readonly price?: bigint | number | undefined;
  /** What the seller would pay; left out: the CV. */
  readonly wholesale?: bigint | number | undefined;
  /** Seconds since 1970. */
  readonly time?: number | undefined;
  /** When the buyer became a customer, in seconds since 1970. */
  readonly buyerSince?: number | undefined;
  /** The party at which it was sold; a party is of one seller. */
  readonly party?: Id | undefined;
  /** Who gave the party: a distributor or a customer. On all rows of the party the same, or none. */
  readonly host?: Id | undefined;
}

/** All sales, by row. */
export class Sales {
  readonly #ids: readonly Id[] | undefined;
  readonly length: number;
  /** Index of the seller in the network. */
  readonly seller: Int32Array;
  /** Above 0: index of a distributor; below 0: a customer's number, negative; 0: not known. */
  readonly buyer: Int32Array;
  readonly kind: Uint8Array;
  readonly subject: Uint8Array;
  /** Seconds since 1970; undefined if no row has a time. */
  readonly time: Float64Array | undefined;
  /** When each buyer became a customer; undefined if no row says it, NaN where a row does not. */
  readonly buyerSince: Float64Array | undefined;
  /** The number of each sale's party, from 1; 0 for none. Undefined if there is no party. */
  readonly party: Int32Array | undefined;
  readonly #parties: readonly Id[];
  readonly #hosts: Int32Array | undefined;
  readonly #customers: readonly Id[];
  #bySeller: Int32Array | undefined;
  readonly cv: AmountStore;
  readonly pv: AmountStore;
  readonly price: AmountStore;
  readonly wholesale: AmountStore;

  constructor(columns: SalesColumns) {
    this.#ids = columns.ids;
    this.length = columns.seller.length;
    this.seller = columns.seller;
    this.buyer = columns.buyer ?? new Int32Array(this.length);
    this.kind = columns.kind ?? new Uint8Array(this.length);
    this.subject = columns.subject ?? new Uint8Array(this.length);
    this.time = columns.time;
    this.buyerSince = columns.buyerSince;
    this.party = columns.party;
    this.#parties = columns.parties ?? [];
    this.#hosts = columns.hosts;
    this.#customers = columns.customers ?? [];
    this.cv = columns.cv;
    this.pv = columns.pv ?? columns.cv;
    this.wholesale = columns.wholesale ?? columns.cv;
    this.price = columns.price ?? this.wholesale;
  }

  /**
   * All sales by seller, those of one seller by row. What is above a seller is then looked up once for all his sales,
   * which is several times faster for large networks than jumping between sellers.
   */
  get bySeller(): Int32Array {
    this.#bySeller ??= orderedBy(this.seller);
    return this.#bySeller;
  }

  /** What a row's sale is called. */
  idAt(index: number): Id {
    return this.#ids?.[index] ?? index + 1;
  }

  /** How many parties there are. */
  get parties(): number {
    return this.#parties.length;
  }

  /** What a party is called. @param number From 1. */
  partyAt(number: number): Id {
    return this.#parties[number - 1] as Id;
  }

  /** Who gave a party, as buyers are numbered; 0 where it is not known. @param number From 1. */
  hostAt(number: number): number {
    return this.#hosts?.[number - 1] ?? 0;
  }

  /** What a customer is called. @param number As in `buyer`, below 0. */
  customerAt(number: number): Id {
    return this.#customers[-1 - number] as Id;
  }

  /**
   * Reads and checks sales.
   * @throws InputInvalid with every row that cannot be: an unknown seller, an amount below 0, a price below wholesale.
   */
  static from(rows: Iterable<SaleRow>, network: Network): Sales {
    return new SalesReader(network).read(rows);
  }
}

/** Sales by column, for who has them so. Rows are as in `SaleRow`; what is left out is as there. */
export interface SalesColumns {
  readonly ids?: readonly Id[] | undefined;
  readonly seller: Int32Array;
  readonly buyer?: Int32Array | undefined;
  readonly kind?: Uint8Array | undefined;
  readonly subject?: Uint8Array | undefined;
  readonly time?: Float64Array | undefined;
  readonly buyerSince?: Float64Array | undefined;
  readonly party?: Int32Array | undefined;
  /** Names of the parties, the first being number 1. */
  readonly parties?: readonly Id[] | undefined;
  /** Who gave each party, as in `buyer`. */
  readonly hosts?: Int32Array | undefined;
  /** Names of the customers, the first being number -1. */
  readonly customers?: readonly Id[] | undefined;
  readonly cv: AmountStore;
  readonly pv?: AmountStore | undefined;
  readonly price?: AmountStore | undefined;
  readonly wholesale?: AmountStore | undefined;
}

class SalesReader {
  readonly #problems = new Problems("sales");
  readonly #network: Network;
  readonly #customers = new Map<Id, number>();
  readonly #seen = new Set<Id>();
  readonly #ids: Id[] = [];
  readonly #seller: number[] = [];
  readonly #buyer: number[] = [];
  readonly #kind: number[] = [];
  readonly #subject: number[] = [];
  readonly #time: number[] = [];
  readonly #since: number[] = [];
  readonly #party: number[] = [];
  /** The number of each party, the index of its seller and the number of its host. */
  readonly #parties = new Map<Id, { readonly number: number; readonly seller: number; host: number }>();
  readonly #cv = new AmountStore();
  readonly #pv = new AmountStore();
  readonly #price = new AmountStore();
  readonly #wholesale = new AmountStore();
  #row = 0;

  constructor(network: Network) {
    this.#network = network;
  }

  read(rows: Iterable<SaleRow>): Sales {
    for (const row of rows) {
      this.#row++;
      this.#readId(row.id);
      const seller = this.#readSeller(row.seller);
      this.#readBuyer(row, seller);
      this.#readAmounts(row);
      this.#time.push(this.#seconds("time", row.time));
      this.#since.push(this.#seconds("buyerSince", row.buyerSince));
      this.#readParty(row, seller);
      this.#subject.push(this.#word("subject", row.subject, SUBJECTS));
    }
    this.#problems.finish();
    return new Sales({
      ids: this.#ids.length > 0 ? this.#ids : undefined,
      seller: Int32Array.from(this.#seller),
      buyer: Int32Array.from(this.#buyer),
      kind: Uint8Array.from(this.#kind),
      subject: Uint8Array.from(this.#subject),
      time: givenTimes(this.#time),
      buyerSince: givenTimes(this.#since),
      party: this.#parties.size > 0 ? Int32Array.from(this.#party) : undefined,
      parties: [...this.#parties.keys()],
      hosts: Int32Array.from(this.#parties.values(), ({ host }) => host),
      customers: [...this.#customers.keys()],
      cv: this.#cv,
      pv: this.#pv,
      price: this.#price,
      wholesale: this.#wholesale,
    });
  }

  #readId(id: Id | undefined): void {
    if (id === undefined && this.#ids.length === 0) return;
    const normal = normalId(id);
    if (normal === undefined) this.#problems.add(this.#row, "id", id, ID_EXPECTED);
    else if (this.#ids.length !== this.#row - 1) {
      this.#problems.add(this.#row, "id", id, "an id on every row, or on none");
    } else if (this.#seen.has(normal)) this.#problems.add(this.#row, "id", id, "an id that no other sale has");
    else this.#seen.add(normal);
    this.#ids.push(normal ?? "");
  }

  #readSeller(id: Id): number {
    const normal = normalId(id);
    const seller = normal === undefined ? -1 : this.#network.ids.indexOf(normal);
    if (seller < 0) this.#problems.add(this.#row, "seller", id, "the id of a distributor or of the company");
    this.#seller.push(seller);
    return seller;
  }

  #readBuyer({ buyer, kind }: SaleRow, seller: number): void {
    const index = buyer === undefined || buyer === "" ? 0 : this.#indexOfBuyer(buyer);
    const derived = index <= 0 ? RETAIL : index === seller ? PERSONAL : DISTRIBUTOR;
    const given = kind === undefined ? derived : this.#word("kind", kind, SALE_KINDS);
    if (index !== 0 && given !== derived && given !== RECORDED) {
      this.#problems.add(this.#row, "kind", kind, `${SALE_KINDS[derived]}, which is what the buyer makes it, or none`);
    }
    this.#buyer.push(index);
    this.#kind.push(given);
  }

  #indexOfBuyer(id: Id, field = "buyer"): number {
    const normal = normalId(id);
    if (normal === undefined) {
      this.#problems.add(this.#row, field, id, ID_EXPECTED);
      return 0;
    }
    const distributor = this.#network.ids.indexOf(normal);
    if (distributor > 0) return distributor;
    const customer = this.#customers.get(normal) ?? -1 - this.#customers.size;
    this.#customers.set(normal, customer);
    return customer;
  }

  #readAmounts(row: SaleRow): void {
    const cv = this.#amount("cv", row.cv);
    const wholesale = row.wholesale === undefined ? cv : this.#amount("wholesale", row.wholesale);
    const price = row.price === undefined ? wholesale : this.#amount("price", row.price);
    if (price < wholesale) this.#problems.add(this.#row, "price", price, `at least the wholesale price, ${wholesale}`);
    this.#cv.push(cv);
    this.#wholesale.push(wholesale);
    this.#price.push(price);
    this.#pv.push(row.pv === undefined ? cv : this.#amount("pv", row.pv));
  }

  #amount(field: string, value: unknown): bigint | number {
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    if (typeof value === "bigint" && value >= 0n && value < AMOUNT_LIMIT) return value;
    this.#problems.add(this.#row, field, value, "token units: a whole number of 0 or more, below 2^96");
    return 0;
  }

  #seconds(field: string, time: number | undefined): number {
    if (time !== undefined && !(Number.isSafeInteger(time) && time >= 0)) {
      this.#problems.add(this.#row, field, time, "whole seconds since 1970");
    }
    return time ?? Number.NaN;
  }

  #readParty({ party: id, host }: SaleRow, seller: number): void {
    const normal = id === undefined || id === "" ? undefined : normalId(id);
    if (normal === undefined) {
      if (id !== undefined && id !== "") this.#problems.add(this.#row, "party", id, ID_EXPECTED);
      if (host !== undefined && host !== "") this.#problems.add(this.#row, "host", host, "none without a party");
      this.#party.push(0);
      return;
    }
    const party = this.#parties.get(normal) ?? { number: this.#parties.size + 1, seller, host: 0 };
    if (party.seller !== seller) this.#problems.add(this.#row, "party", id, "a party of this seller");
    this.#parties.set(normal, party);
    this.#party.push(party.number);
    if (host !== undefined && host !== "") this.#readHost(host, party);
  }

  #readHost(id: Id, party: { host: number }): void {
    const host = this.#indexOfBuyer(id, "host");
    if (party.host !== 0 && party.host !== host)
      this.#problems.add(this.#row, "host", id, "one host for all of a party");
    party.host = host;
  }

  #word(field: string, value: string | undefined, words: readonly string[]): number {
    if (value === undefined) return 0;
    const index = words.indexOf(value);
    if (index < 0) this.#problems.add(this.#row, field, value, `one of ${words.join(", ")}`);
    return Math.max(index, 0);
  }
}

/** The places of small numbers in ascending order, the same numbers by place. */
function orderedBy(keys: Int32Array): Int32Array {
  let largest = 0;
  for (const key of keys) if (key > largest) largest = key;
  const next = new Int32Array(largest + 2);
  for (const key of keys) next[key + 1] = (next[key + 1] as number) + 1;
  for (let key = 1; key <= largest; key++) next[key] = (next[key] as number) + (next[key - 1] as number);
  const order = new Int32Array(keys.length);
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place] as number;
    order[next[key] as number] = place;
    next[key] = (next[key] as number) + 1;
  }
  return order;
}

function givenTimes(times: readonly number[]): Float64Array | undefined {
  return times.every(Number.isNaN) ? undefined : Float64Array.from(times);
}
