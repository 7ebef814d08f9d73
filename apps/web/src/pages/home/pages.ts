import type { Page } from "../page.ts";

export const pages: readonly Page[] = [{ path: "/", load: () => import("./HomePage.tsx") }];
