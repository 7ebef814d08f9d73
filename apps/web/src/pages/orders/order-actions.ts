import { type EscrowedSale, saleStruct } from "@upline/protocol";
import type { TransactionStep } from "../../writes/write.ts";
import type { OrderAction } from "./order-standing.ts";

/** The contract's function for each action. */
const CALLS = { return: "requestReturn", withdraw: "withdrawReturn", refund: "refund", settle: "settle" } as const;

/** The transaction of an action on an order. @param label What the wallet is asked for. */
export function orderStep(action: OrderAction, sale: EscrowedSale, label: string): TransactionStep {
  return {
    kind: "transaction",
    label,
    prepare: ({ client }) => client.core[CALLS[action]].populateTransaction(saleStruct(sale)),
  };
}
