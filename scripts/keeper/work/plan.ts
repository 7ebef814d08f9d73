import { inOrderOfSellers } from "../../../packages/protocol/src/index.ts";
import type { Books, OpenSale } from "../books/books.ts";

/** Sales that somebody should do something about. */
export interface DueSales {
  /** To be settled, in the order of sellers: neighbours that share uplines cost least. */
  readonly settle: readonly OpenSale[];
  /** To be refunded, since nobody decided in time. */
  readonly refund: readonly OpenSale[];
  /** When the first of them fell due that only the keeper waits for, in seconds since 1970; undefined where none is. */
  readonly since: bigint | undefined;
  /** When the next falls due; undefined where none is open. */
  readonly next: bigint | undefined;
}

/**
 * Looks through the open sales.
 * @param now In seconds since 1970.
 * @param waitsForBuyer Whether a refund cannot be delivered, so that its buyer has to say where else it is to go.
 */
export function dueSales(books: Books, now: bigint, waitsForBuyer: (id: bigint) => boolean): DueSales {
  const settle: OpenSale[] = [];
  const refund: OpenSale[] = [];
  let since: bigint | undefined;
  let next: bigint | undefined;
  for (const sale of books.sales.values()) {
    const { state, deadline } = sale.status ?? { state: "none", deadline: 0n };
    const list = state === "escrowed" ? settle : state === "requested" || state === "disputed" ? refund : undefined;
    if (list === undefined) continue;
    if (deadline > now) next = earlier(next, deadline);
    else {
      list.push(sale);
      if (!waitsForBuyer(sale.id)) since = earlier(since, deadline);
    }
  }
  return { settle: inOrderOfSellers(settle), refund, since, next };
}

function earlier(one: bigint | undefined, other: bigint): bigint {
  return one === undefined || other < one ? other : one;
}

/** A wallet that balances are pushed to. */
export interface Pushable {
  readonly id: bigint;
  readonly wallet: string;
  /** In token units. */
  readonly balance: bigint;
}

/** Wallets whose balance is at or above a threshold, in token units. A balance of zero is none. */
export function pushable(books: Books, above: bigint): readonly Pushable[] {
  return [...books.payees].flatMap(([id, { wallet, balance }]) =>
    wallet === undefined || balance === 0n || balance < above ? [] : [{ id, wallet, balance }],
  );
}
