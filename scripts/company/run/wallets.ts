import { keccak256, toUtf8Bytes, Wallet } from "ethers";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import type { Buyer, Person } from "../../../examples/company/generator/story.ts";

/** Number of the company among the people. */
export const COMPANY_NUMBER: Person = 1;

/** Who holds a power in the company, or works for it: one account each. */
export const OFFICES = ["proposer", "arbiter", "keeper", ...Object.values(OPERATORS)] as const;
export type Office = (typeof OFFICES)[number];

/** Whose wallet somebody's n-th is; a wallet is known by its name before there is one. */
export function walletName(buyer: Buyer, moves: number): string {
  return "customer" in buyer ? `customer ${buyer.customer}` : `person ${buyer.person}, wallet ${moves + 1}`;
}

/** Everybody's wallets. Their keys follow from the story's seed and whose they are, so that nothing needs to be kept. */
export class Wallets {
  readonly #seed: number;
  readonly #made = new Map<string, Wallet>();
  /** How often somebody has moved on to another wallet. */
  readonly #moves = new Map<Person, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  office(office: Office): Wallet {
    return this.#wallet(office);
  }

  /** Somebody's present wallet; the company's is its treasury. */
  person(person: Person): Wallet {
    return this.of({ person });
  }

  /** A buyer's present wallet. */
  of(buyer: Buyer): Wallet {
    return this.#wallet(this.nameOf(buyer));
  }

  /** What a buyer's present wallet is called. */
  nameOf(buyer: Buyer): string {
    return walletName(buyer, "person" in buyer ? (this.#moves.get(buyer.person) ?? 0) : 0);
  }

  /** The wallet that somebody would move on to. */
  next(person: Person): Wallet {
    return this.#wallet(walletName({ person }, (this.#moves.get(person) ?? 0) + 1));
  }

  /** Somebody has moved on. */
  move(person: Person): void {
    this.#moves.set(person, (this.#moves.get(person) ?? 0) + 1);
  }

  /** Of a friend who may recover somebody's wallet. */
  guardian(person: Person): Wallet {
    return this.#wallet(`friend of person ${person}`);
  }

  #wallet(name: string): Wallet {
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const made = new Wallet(keccak256(toUtf8Bytes(`upline example company, seed ${this.#seed}: ${name}`)));
    this.#made.set(name, made);
    return made;
  }
}
