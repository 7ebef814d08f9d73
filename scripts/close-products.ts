// Closes products to new sales, or reopens them.
import { inBatches, productSlot, unpackProduct } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import { parseIds, type WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

interface Options extends WriteOptions {
  readonly reopen?: true;
}

export const closeProducts: Tool<Options, readonly [readonly bigint[]]> = {
  name: "close-products",
  description: "Closes products to new sales. Sales that were placed do not notice. What is closed is left alone.",
  sends: "holder of a role",
  configure: (made) =>
    made.argument("<products...>", "their numbers", parseIds, []).option("--reopen", "open them to new sales again"),
  async run(task) {
    const { session, options, progress, note, args } = task;
    const closed = options.reopen === undefined;
    const desk = await Desk.open(session, options, "CATALOGUE_ROLE", note);
    const products = [...new Set(args[0])];
    const items = await inOtherState(session, products, closed);
    const performed = await perform(
      desk,
      {
        what: "products",
        items,
        inOrder: false,
        call: async (some) => encoded(await session.core.setProductsClosed.populateTransaction([...some], closed)),
      },
      progress,
      note,
    );
    return reportCalls(task, desk, performed, {
      title: `${closed ? "Close" : "Reopen"} products ${items.join(", ")}`,
      what: "products",
      already: products.length - items.length,
      json: { closed },
    });
  },
};

/** Storage words that are read in one call. */
const AT_ONCE = 500;

/** Those of the products whose state is another; the core itself refuses numbers that no product has. */
async function inOtherState(
  { core }: Session,
  products: readonly bigint[],
  closed: boolean,
): Promise<readonly bigint[]> {
  const other: bigint[] = [];
  for (const batch of inBatches(products, AT_ONCE)) {
    const words = await core.extsload(batch.map(productSlot));
    other.push(...batch.filter((_, i) => unpackProduct(BigInt(words[i] ?? 0)).closed !== closed));
  }
  return other;
}

await runIfMain(import.meta.url, closeProducts);
