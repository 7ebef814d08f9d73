// Closes products to new sales, or reopens them.
import { inBatches, ProtocolError, productSlot, unpackProduct } from "../packages/protocol/src/index.ts";
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

/** There is no product of that number. */
export class ProductMissing extends ProtocolError {
  override readonly name = "ProductMissing";

  constructor(product: bigint, last: bigint) {
    super(
      `there is no product ${product}; the last is ${last}`,
      { product, last },
      "Check the number; import-products tells the numbers of those it adds.",
    );
  }
}

export const closeProducts: Tool<Options, readonly [readonly bigint[]]> = {
  name: "close-products",
  description: "Closes products to new sales; sales that were placed are not affected. With --reopen the reverse.",
  sends: "holder of a role",
  configure: (made) =>
    made.argument("<products...>", "numbers of the products", parseIds).option("--reopen", "open them again"),
  async run(task) {
    const { session, options, args, progress, note } = task;
    const wanted = [...new Set(args[0])];
    const closed = options.reopen === undefined;
    const desk = await Desk.open(session, options, "CATALOGUE_ROLE", note);
    const items = await findOthers(session, wanted, closed);
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
      title: `${closed ? "Close" : "Reopen"} ${items.length} products`,
      what: "products",
      already: wanted.length - items.length,
      json: { closed, products: items },
    });
  },
};

/** Storage words that are read in one call. */
const AT_ONCE = 500;

/** The products that are not as they are to be. @throws ProductMissing */
async function findOthers({ core }: Session, wanted: readonly bigint[], closed: boolean): Promise<readonly bigint[]> {
  const last = await core.lastProduct();
  const missing = wanted.find((product) => product > last);
  if (missing !== undefined) throw new ProductMissing(missing, last);
  const others: bigint[] = [];
  for (const batch of inBatches(wanted, AT_ONCE)) {
    const words = await core.extsload(batch.map(productSlot));
    others.push(...batch.filter((_, i) => unpackProduct(BigInt(words[i] ?? 0)).closed !== closed));
  }
  return others;
}

await runIfMain(import.meta.url, closeProducts);
