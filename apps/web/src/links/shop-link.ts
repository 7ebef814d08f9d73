/** Whose shop a link opens, and at which product. */
export interface ShopLink {
  /** Number of the distributor who gave the link. */
  readonly seller: bigint;
  /** Undefined: all products. */
  readonly product: bigint | undefined;
  /** Campaign that the order will name; 0: none. */
  readonly campaign: bigint;
}

/** Paths of shop links, as wouter has them: all products, then one. */
export const SHOP_ROUTES = {
  products: ["/shop/by/:seller", "/shop/by/:seller/campaign/:campaign"],
  product: ["/shop/by/:seller/:product", "/shop/by/:seller/:product/campaign/:campaign"],
} as const;

/** Limits of the contract's numbers. */
const MOST_32 = 2n ** 32n - 1n;
const MOST_64 = 2n ** 64n - 1n;

/** The path of a link within the pages: `/shop/by/7/3/campaign/12`. */
export function shopPath({ seller, product, campaign }: ShopLink): string {
  const at = product === undefined ? "" : `/${product}`;
  const named = campaign === 0n ? "" : `/campaign/${campaign}`;
  return `/shop/by/${seller}${at}${named}`;
}

/**
 * The whole address of a link, to be sent or shown as a QR code.
 * @param page Address of any of these pages, for example `location.href`; what is behind its `#` is replaced.
 */
export function shopAddress(page: string, link: ShopLink): string {
  const address = new URL(page);
  address.hash = shopPath(link);
  return address.href;
}

/**
 * Reads the parameters of a link's path.
 * @returns Undefined if one of them is not a number that the contract could have.
 */
export function readShopLink(parameters: Readonly<Record<string, string | undefined>>): ShopLink | undefined {
  const seller = numberIn(parameters["seller"], MOST_32);
  const product = numberIn(parameters["product"], MOST_32);
  const campaign = numberIn(parameters["campaign"], MOST_64);
  if (seller === undefined) return undefined;
  if (product === undefined && parameters["product"] !== undefined) return undefined;
  if (campaign === undefined && parameters["campaign"] !== undefined) return undefined;
  return { seller, product, campaign: campaign ?? 0n };
}

/** A whole number from 1 to a limit, in plain digits without zeros before them. */
function numberIn(text: string | undefined, most: bigint): bigint | undefined {
  if (text === undefined || !/^[1-9]\d{0,19}$/.test(text)) return undefined;
  const number = BigInt(text);
  return number > most ? undefined : number;
}
