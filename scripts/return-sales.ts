// Returns sales within their window: the buyer's, or those that the funder had recorded by mistake.
import {
  type EscrowedSale,
  inBatches,
  ProtocolError,
  saleSlot,
  saleStruct,
  unpackSaleSlot,
} from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import { findSales } from "./operator/sales.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** A sale without return window was final at once. */
export class SaleWasFinal extends ProtocolError {
  override readonly name = "SaleWasFinal";

  constructor(key: string) {
    super(`sale "${key}" has no return window: it was final at once`, { key }, "Leave it out; nothing was sent.");
  }
}

export const returnSales: Tool<WriteOptions, readonly [readonly string[]]> = {
  name: "return-sales",
  description:
    "Returns sales within their window, by the account that bought or recorded them: refunded at once, or, if goods, when it is decided. What was returned is left alone.",
  sends: "holder of a role",
  configure: (made) =>
    made.argument(
      "<sales...>",
      "ids, hashes of transactions, or references",
      (text, before) => [...before, text],
      [] as readonly string[],
    ),
  async run(task) {
    const { session, options, progress, note, args } = task;
    const desk = await Desk.open(session, options, undefined, note);
    const named = await findAll(session, args[0]);
    const items = await inEscrow(session, named);
    const performed = await perform(
      desk,
      {
        what: "returns",
        items,
        inOrder: false,
        most: 1,
        call: async ([sale]) => {
          if (sale === undefined) throw new Error("a return needs a sale");
          return encoded(await session.core.requestReturn.populateTransaction(saleStruct(sale)));
        },
      },
      progress,
      note,
    );
    return reportCalls(task, desk, performed, {
      title: `Return ${items.length} sales`,
      what: "returns",
      already: named.length - items.length,
    });
  },
};

/** @throws SaleMissing, SaleWasFinal */
async function findAll(session: Session, keys: readonly string[]): Promise<readonly EscrowedSale[]> {
  const found = new Map<bigint, EscrowedSale>();
  for (const key of keys) {
    for (const sale of await findSales(session, key)) {
      if (sale.final) throw new SaleWasFinal(key);
      found.set(sale.id, sale);
    }
  }
  return [...found.values()];
}

/** Storage words that are read in one call. */
const AT_ONCE = 500;

async function inEscrow({ core }: Session, sales: readonly EscrowedSale[]): Promise<readonly EscrowedSale[]> {
  const open: EscrowedSale[] = [];
  for (const batch of inBatches(sales, AT_ONCE)) {
    const words = await core.extsload(batch.map(({ id }) => saleSlot(id)));
    open.push(...batch.filter((_, i) => unpackSaleSlot(BigInt(words[i] ?? 0)).state === "escrowed"));
  }
  return open;
}

await runIfMain(import.meta.url, returnSales);
