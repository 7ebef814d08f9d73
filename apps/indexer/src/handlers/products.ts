// What is sold.

import { product } from "ponder:schema";
import { choice, RETURN_KINDS } from "@upline/protocol";
import type { Handlers } from "./step.ts";

export const PRODUCTS: Handlers<"ProductAdded" | "ProductClosed"> = {
  ProductAdded: ({ db }, { product: id, sku, terms }) =>
    db.insert(product).values({
      id,
      sku,
      retail: terms.retail,
      wholesale: terms.wholesale,
      volume: terms.volume,
      window: BigInt(terms.window),
      returnKind: choice(RETURN_KINDS, BigInt(terms.kind)),
      arbiter: terms.arbiter,
      closed: false,
    }),
  ProductClosed: ({ db }, { product: id, closed }) => db.update(product, { id }).set({ closed }),
};
