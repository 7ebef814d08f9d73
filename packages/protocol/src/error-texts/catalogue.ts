import type { ErrorChapter } from "./text.ts";

export const CATALOGUE_ERRORS: ErrorChapter = {
  title: "Products",
  errors: [
    {
      signature: "ProductUnknown(uint256 product, uint256 lastProduct)",
      why: "There is no product {product}. The last one added is {lastProduct}.",
      advice: "Check the product's number; numbers begin at 1.",
    },
    {
      signature: "ProductIsClosed(uint256 product)",
      why: "The company has closed product {product} to new sales.",
      advice: "Take it out of the order, or order the product that replaces it. Sales placed before are not affected.",
    },
    {
      signature: "ProductPricesInvalid(uint256 index, uint256 retail, uint256 wholesale, uint256 volume)",
      why: "The prices at place {index} of the list do not fit: retail {retail:amount}, wholesale {wholesale:amount}, commissionable volume {volume:amount}. It must be volume ≤ wholesale ≤ retail, and retail above 0.",
      advice: "Correct this product's prices and send the batch again; none of it was written.",
    },
    {
      signature: "ProductTermsInvalid(uint256 index, uint256 window, uint8 kind, address arbiter)",
      why: "The return terms at place {index} of the list do not fit: window {window:duration}, kind {kind:returnKind}, arbiter {arbiter}. Goods need a window and an arbiter; the automatic kind has no arbiter.",
      advice: "Correct this product's return terms and send the batch again; none of it was written.",
    },
    {
      signature: "ProductWindowInvalid(uint256 index, uint256 window, uint256 limit)",
      why: "The return window at place {index} of the list is {window:duration}. It must be whole hours, and {limit:duration} at most.",
      advice: "Correct it and send the batch again; none of it was written. Windows are given in seconds.",
    },
    {
      signature: "ProductCodesMissing(uint256 codes, uint256 products)",
      why: "There are {codes} codes for {products} products.",
      advice: "Pass one code for each product, in the same order.",
    },
    {
      signature: "ProductUnchanged(uint256 product, bool closed)",
      why: "Product {product} is in that state already (closed: {closed}).",
      advice: "Take it out of the list and send the rest again; none of it was written.",
    },
    {
      signature: "ProductTermsExhausted(uint256 limit)",
      why: "The programme has {limit} different return terms for goods, which is all that it can number.",
      advice: "Use a window and an arbiter that other goods have.",
    },
  ],
};
