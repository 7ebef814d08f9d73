import { AuditError } from "../audit-error.ts";
import type { AuditedSale } from "../history/observer.ts";

/** A credit: what one sale gave to one distributor. */
export interface CreditName {
  /** The sale's number in the reports, its id, or the hash of the transaction in which it was placed. */
  readonly sale: string;
  readonly distributor: bigint;
}

/** A text names no credit. */
export class CreditNameInvalid extends AuditError {
  override readonly name = "CreditNameInvalid";

  constructor(text: string) {
    super(
      `“${text}” names no credit`,
      { text },
      "Write sale/distributor, for example 17/40: the sale as sales.csv numbers it, or the hash of its transaction.",
    );
  }
}

/** Reads `17/40`: sale 17, distributor 40. @throws CreditNameInvalid */
export function parseCreditName(text: string): CreditName {
  const match = /^(\d{1,49}|0x[0-9a-fA-F]{64})\/(\d{1,10})$/.exec(text.trim());
  if (match === null) throw new CreditNameInvalid(text);
  const [, sale = "", distributor = ""] = match;
  return { sale: sale.toLowerCase(), distributor: BigInt(distributor) };
}

/** Whether a sale has the credit that is named. */
export function hasCredit(
  { number, entry, sale, credits }: AuditedSale,
  { sale: named, distributor }: CreditName,
): boolean {
  const isSale =
    named === String(number) || named === entry.transaction.toLowerCase() || (!sale.final && named === String(sale.id));
  return isSale && credits.some(({ id }) => id === distributor);
}
