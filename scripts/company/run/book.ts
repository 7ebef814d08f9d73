import { encodeBytes32String } from "ethers";
import {
  decodeSale,
  type EscrowedSale,
  type PlacedSale,
  type RawLog,
  SALE_TOPICS,
} from "../../../packages/protocol/src/index.ts";
import { Books } from "../../keeper/books/books.ts";
import { changeOf } from "../../keeper/books/changes.ts";

/** Reference of a purchase of the story, as its sale has it. */
export function purchaseRef(sale: number): string {
  return encodeBytes32String(`order ${sale}`);
}

/** Reference of a sale at a stand. @param place Its place in the day's list, from 0. */
export function standRef(day: number, place: number): string {
  return encodeBytes32String(`stand, day ${day}, sale ${place + 1}`);
}

/** What was written down day by day: the sales by their references, and the keeper's books. */
export class Book {
  /** What is due and who can be paid, by the events so far. */
  readonly keeping = new Books();
  readonly #sales = new Map<string, PlacedSale>();

  read(logs: readonly RawLog[]): void {
    for (const log of logs) {
      const change = changeOf(log);
      if (change !== undefined) this.keeping.apply(change);
      const [topic] = log.topics;
      if (topic !== SALE_TOPICS.placed && topic !== SALE_TOPICS.final) continue;
      const sale = decodeSale(log);
      this.#sales.set(sale.ref, sale);
    }
  }

  /** The sale that a purchase became, which can be returned. @throws Error if there is none. */
  escrowed(purchase: number): EscrowedSale {
    const sale = this.#sales.get(purchaseRef(purchase));
    if (sale === undefined || sale.final) throw new Error(`purchase ${purchase} is no sale that can be returned`);
    return sale;
  }
}
