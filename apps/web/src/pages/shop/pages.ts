import { SHOP_ROUTES } from "../../links/shop-link.ts";
import type { Page } from "../page.ts";

const products = () => import("./ProductsPage.tsx");
const product = () => import("./ProductPage.tsx");

export const pages: readonly Page[] = [
  { path: "/shop", section: "shop", load: () => import("./ShopPage.tsx") },
  ...SHOP_ROUTES.products.map((path): Page => ({ path, section: "shop", load: products })),
  ...SHOP_ROUTES.product.map((path): Page => ({ path, section: "shop", load: product })),
];
