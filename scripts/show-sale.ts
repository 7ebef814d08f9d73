// Shows a sale: who bought what from whom, where its money goes, and where it stands.
import { toBeHex, ZeroAddress } from "ethers";
import { table } from "../packages/cli/src/terminal/table.ts";
import {
  type FoundSale,
  formatAmount,
  formatDuration,
  formatTime,
  type SaleStatus,
} from "../packages/protocol/src/index.ts";
import { codeText } from "./operator/csv/column.ts";
import type { ReadOptions } from "./operator/options.ts";
import { facts } from "./operator/report.ts";
import { findSales } from "./operator/sales.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Task, type Tool } from "./operator/tool.ts";

type Colours = Task<ReadOptions, unknown>["colours"];

/** A sale, when it was placed, and where it stands. */
interface Shown {
  readonly sale: FoundSale;
  /** In seconds since 1970. */
  readonly placed: bigint;
  readonly status: SaleStatus;
}

export const showSale: Tool<ReadOptions, readonly [string]> = {
  name: "show-sale",
  description: "Shows a sale as of now; all of them, where several share a reference or a transaction.",
  sends: "none",
  configure: (made) => made.argument("<sale>", "its id, the hash of its transaction, or its reference"),
  async run({ session, args: [key], colours }) {
    const sales = await findSales(session, key);
    const shown = await Promise.all(sales.map((sale) => read(session, sale)));
    return {
      json: {
        sales: shown.map(({ sale, placed, status }) => ({ ...sale, reference: codeText(sale.ref), placed, ...status })),
      },
      text: shown.map((one) => textOf(session, one, colours)).join("\n\n"),
    };
  },
};

async function read({ client, provider }: Session, sale: FoundSale): Promise<Shown> {
  const block = await provider.getBlock(sale.block);
  const placed = BigInt(block?.timestamp ?? 0);
  const status = sale.final ? ({ state: "settled", deadline: placed } as const) : await client.sale(sale.id);
  return { sale, placed, status };
}

function textOf({ unit }: Session, shown: Shown, { bold, dim }: Colours): string {
  const { sale, placed } = shown;
  const amount = (units: bigint) => formatAmount(units, unit);
  const id = sale.final ? [] : [["id", toBeHex(sale.id, 20)] as const];
  const head = facts([
    ...id,
    ["reference", codeText(sale.ref)],
    ["transaction", sale.transaction],
    ["placed", `${formatTime(placed)}, in block ${sale.block}`],
    ["state", stateOf(shown)],
    ["kind", sale.kind],
    ["buyer", sale.buyer],
    ["payer", sale.payer === sale.buyer ? "the buyer" : sale.payer],
    ["seller", `${sale.seller}`],
    ["campaign", `${sale.campaign}`],
    ["plan", `${sale.plan}`],
    ["total", amount(sale.total)],
    ...(sale.final ? [] : [["return", returnOf(sale)] as const]),
  ]);
  const right = { align: "right" } as const;
  const lines = table(
    [{ head: "product" }, { head: "quantity", ...right }, { head: "unit price", ...right }],
    sale.lines.map(({ product, quantity, unitPrice }) => [`${product}`, `${quantity}`, amount(unitPrice)]),
    dim,
  );
  const profit = sale.profit === 0n ? [] : [`of it retail profit ${amount(sale.profit)}`];
  const parts = [
    ...sale.credits.map(({ id: to, amount: part }) => [
      `distributor ${to}`,
      amount(part),
      to === sale.seller ? ["the seller", ...profit].join("; ") : "",
    ]),
    ["pool", amount(sale.pool), ""],
    ["company", amount(sale.company), ""],
  ];
  const money = table([{ head: "to" }, { head: "amount", ...right }, { head: "" }], parts, dim);
  return [head, "", bold("Lines"), lines, "", bold("Where the money goes"), money].join("\n");
}

function stateOf({ sale, status: { state, deadline } }: Shown): string {
  if (sale.final) return "final at once";
  if (state === "settled" || state === "refunded") return `${state} at ${formatTime(deadline)}`;
  return `${state} until ${formatTime(deadline)}`;
}

function returnOf(sale: FoundSale & { readonly final: false }): string {
  const arbiter = sale.arbiter === ZeroAddress ? "" : `, arbiter ${sale.arbiter}`;
  return `${sale.returnKind}, within ${formatDuration(sale.window)}${arbiter}`;
}

await runIfMain(import.meta.url, showSale);
