import { type PlacedSale, ProtocolError, type Quote } from "../../../packages/protocol/src/index.ts";

/** A sale paid another split than it was quoted. */
export class QuoteBroken extends ProtocolError {
  override readonly name = "QuoteBroken";

  constructor(sale: string, quoted: string, placed: string) {
    super(
      `${sale} was quoted ${quoted} and placed with ${placed}`,
      { sale, quoted, placed },
      "The contract breaks what it promises: report this.",
    );
  }
}

/**
 * Checks that a sale was placed as it was quoted.
 * @throws QuoteBroken if a part differs.
 */
export function checkQuote(name: string, quote: Quote, sale: PlacedSale): void {
  const parts = ({ total, profit, pool, company, credits }: Quote | PlacedSale) =>
    `total ${total}, profit ${profit}, pool ${pool}, company ${company}, ` +
    credits.map(({ id, amount }) => `${amount} for ${id}`).join(", ");
  if (parts(quote) !== parts(sale)) throw new QuoteBroken(name, parts(quote), parts(sale));
}
