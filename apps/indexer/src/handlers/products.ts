// What is sold.

import { product, productClosure } from "ponder:schema";
import { choice, RETURN_KINDS } from "@upline/protocol";
import { type Handlers, stamp } from "./step.ts";

export const PRODUCTS: Handlers<"ProductAdded" | "ProductClosed"> = {
  ProductAdded: (step, { product: id, sku, terms }) =>
    step.db.insert(product).values({
      id,
      sku,
      retail: terms.retail,
      wholesale: terms.wholesale,
      volume: terms.volume,
      window: BigInt(terms.window),
      returnKind: choice(RETURN_KINDS, BigInt(terms.kind)),
      arbiter: terms.arbiter,
      closed: false,
      sold: 0n,
      ...stamp(step),
    }),
  ProductClosed: async (step, { product: id, closed }) => {
    await step.db.insert(productClosure).values({ id: step.id, product: id, closed, ...stamp(step) });
    await step.db.update(product, { id }).set({ closed });
  },
};
