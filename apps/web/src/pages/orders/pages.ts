import type { Page } from "../page.ts";

export const pages: readonly Page[] = [
  { path: "/orders", section: "orders", load: () => import("./OrdersPage.tsx") },
  { path: "/orders/:key", section: "orders", load: () => import("./OrderPage.tsx") },
];
