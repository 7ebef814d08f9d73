import type { PlacedTransfer } from "../chain/read-transfer.ts";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Observer } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { KeyTable } from "../people/key-table.ts";
import { type Cell, largest, type Pattern } from "./pattern.ts";

/** Rows that are listed at most. */
const LISTED = 1_000;
const WORDS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Tells what came into the programme by other ways than sales; some 60 bytes for each transaction with sales. */
export class StrayTransfers implements Observer, Keeping {
  readonly #transactions = new KeyTable(WORDS.length);
  /** What the sales of each transaction brought. */
  readonly #totals = new AmountTable();
  #read: { readonly stray: bigint; readonly rows: readonly (readonly Cell[])[] } | undefined;

  placed({ sale, entry }: AuditedSale): void {
    this.#totals.add(this.#transactions.number(hashKey(entry.transaction)), sale.total);
  }

  /** All but what comes after the whole history. */
  keep(kept: Kept): void {
    kept.table("transactions", this.#transactions);
    kept.table("totals", this.#totals);
  }

  /** @param transfers All into the programme, after the whole history. @param stray What is proved to be over. */
  incoming(transfers: readonly PlacedTransfer[], stray: bigint): void {
    const byTransaction = Map.groupBy(transfers, ({ transaction }) => transaction);
    this.#read = { stray, rows: [...byTransaction.values()].flatMap((some) => this.#rowsOf(some)) };
  }

  /** Undefined where nothing is over, or no transfers were to be had. */
  pattern(): Pattern | undefined {
    if (this.#read === undefined) return undefined;
    const { stray, rows } = this.#read;
    const told = rows.reduce((sum, [, , amount = 0n]) => sum + BigInt(amount), 0n);
    return {
      code: "stray-transfers",
      title: "Money that came in by other ways than sales",
      definition:
        "Transfers of the token into the programme, in transactions without sales one by one, in others what they have beyond the sales' totals. The sum is proved by the check of the money; the transfers are as the endpoint tells them, since the programme's first event, without proof.",
      meaning:
        "Such money belongs to nobody and cannot be taken out. It is mostly a mistake of the sender. Where the two sums differ, the endpoint does not tell all transfers, or some came before the first event.",
      figures: [
        { name: "stray", head: "proved to be over", kind: "amount", value: stray },
        { name: "told", head: "in the transfers that the endpoint tells", kind: "amount", value: told },
        { name: "transfers", head: "transfers", kind: "count", value: rows.length },
      ],
      columns: [
        { name: "time", head: "time", kind: "time" },
        { name: "from", head: "from", kind: "wallet" },
        { name: "amount", head: "amount", kind: "amount" },
        { name: "transaction", head: "transaction", kind: "text" },
      ],
      ...largest(rows, 2, LISTED),
    };
  }

  #rowsOf(transfers: readonly PlacedTransfer[]): readonly (readonly Cell[])[] {
    const [first] = transfers;
    if (first === undefined) return [];
    const known = this.#transactions.find(hashKey(first.transaction));
    const row = ({ time, from, transaction }: PlacedTransfer, amount: bigint) => [time, from, amount, transaction];
    if (known < 0) return transfers.filter(({ amount }) => amount > 0n).map((one) => row(one, one.amount));
    const over = transfers.reduce((sum, { amount }) => sum + amount, 0n) - this.#totals.get(known);
    return over > 0n ? [row(transfers.find(({ amount }) => amount === over) ?? first, over)] : [];
  }
}

function hashKey(hash: string): readonly number[] {
  return WORDS.map((word) => Number.parseInt(hash.slice(2 + 8 * word, 10 + 8 * word), 16));
}
