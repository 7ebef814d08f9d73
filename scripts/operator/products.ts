import type { ProductAddedEvent } from "../../packages/protocol/src/contracts/interfaces/ICatalogue.ts";
import { inPages } from "../../packages/protocol/src/index.ts";
import type { Session } from "./session.ts";

/** A product as it was added. */
export type AddedProduct = Pick<ProductAddedEvent.OutputObject, "product" | "sku" | "terms">;

/** All products, in the order of their numbers. */
export async function readProducts({ core, provider, from }: Session): Promise<readonly AddedProduct[]> {
  const filter = core.filters.ProductAdded();
  const events = await inPages(provider, { from }, (first, last) => core.queryFilter(filter, first, last));
  return events.map(({ args }) => args);
}
