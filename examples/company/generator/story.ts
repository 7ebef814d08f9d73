// What happens in an invented company, as data: who joins, buys, returns, decides, on which day. Nothing here knows of
// contracts; amounts are in units of a token with six decimals.

/** Number of a person in the order of joining, which is also the distributor's id: 1 is the company. */
export type Person = number;

/** A product, by its place in the catalogue, from 1. */
export interface Product {
  readonly code: string;
  readonly name: string;
  readonly retail: bigint;
  readonly wholesale: bigint;
  /** Commissionable volume. */
  readonly volume: bigint;
  /** Days in which it can be returned; 0: final at once. */
  readonly returnDays: number;
  /** Goods, over which an arbiter rules. */
  readonly goods: boolean;
}

/** Who buys: a customer by number, from 1, or a distributor. */
export type Buyer = { readonly customer: number } | { readonly person: Person };

export interface Line {
  readonly product: number;
  readonly quantity: number;
  /** The seller's own price, where it is not the catalogue's. */
  readonly unitPrice?: bigint;
}

/** A purchase; its number, from 1, is how other events name it. */
export interface Purchase {
  readonly type: "buy";
  readonly sale: number;
  readonly buyer: Buyer;
  readonly seller: Person;
  /** Year and month, 202601. */
  readonly campaign: number;
  readonly lines: readonly Line[];
  /** Whether the seller's own prices are for this buyer only. */
  readonly named: boolean;
}

/** A sale of a day at a stand, paid in cash. */
export interface StandSale {
  readonly seller: Person;
  readonly campaign: number;
  readonly lines: readonly Required<Line>[];
  /** Why the contract is to pass it over. */
  readonly bad?: "seller" | "price";
}

interface OfSale<T extends string> {
  readonly type: T;
  readonly sale: number;
}

interface OfPerson<T extends string> {
  readonly type: T;
  readonly person: Person;
}

export type Event =
  | { readonly type: "enrol"; readonly person: Person; readonly sponsor: Person }
  | OfPerson<"bind">
  | Purchase
  | { readonly type: "stand"; readonly sales: readonly StandSale[] }
  | OfSale<"request">
  | OfSale<"withdraw">
  | OfSale<"accept">
  | OfSale<"reject">
  | { readonly type: "rule"; readonly sale: number; readonly forBuyer: boolean }
  | { readonly type: "ranks"; readonly ranks: readonly (readonly [Person, rank: number])[] }
  | { readonly type: "plan"; readonly from: number }
  | { readonly type: "hold"; readonly person: Person; readonly days: number }
  | OfPerson<"lift">
  | OfPerson<"move">
  | OfPerson<"guardian">
  | OfPerson<"recover">
  | OfPerson<"recovered">
  | OfPerson<"claim">
  | { readonly type: "push" };

/** Somebody of the network that existed before. */
export interface Legacy {
  readonly person: Person;
  readonly sponsor: Person;
  readonly rank: number;
  /** Without one he binds later, on the day of his `bind`. */
  readonly hasWallet: boolean;
}

export interface Plan {
  readonly rates: readonly bigint[];
  readonly openRanks: readonly bigint[];
  readonly rankRates: readonly bigint[];
  readonly threshold: bigint;
  readonly poolShare: bigint;
  readonly walk: bigint;
  readonly compression: "none" | "standard" | "dynamic";
  readonly personalPays: boolean;
}

export interface Story {
  readonly seed: number;
  readonly products: readonly Product[];
  readonly legacy: readonly Legacy[];
  /** The plan at the opening and the one that follows it. */
  readonly plans: readonly [first: Plan, second: Plan];
  /** What happens on each day after the opening, which is day 0. The last are those of returns that are still open. */
  readonly days: readonly (readonly Event[])[];
  readonly people: number;
  readonly customers: number;
  readonly sales: number;
}

/** How large a story is to be. */
export interface Size {
  readonly seed: number;
  /** Distributors in the end, the company included. */
  readonly people: number;
  readonly months: number;
}

/** Days of a month of stories, which is also the programme's period and its notice. */
export const MONTH = 30;
