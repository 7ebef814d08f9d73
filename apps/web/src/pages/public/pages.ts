import type { Page } from "../page.ts";

export const pages: readonly Page[] = [
  {
    path: "/public",
    section: "public",
    load: () => import("./OverviewPage.tsx"),
    tab: { title: "overview.title", order: 1 },
  },
  {
    path: "/public/plans",
    section: "public",
    load: () => import("./PlansPage.tsx"),
    tab: { title: "plans.title", order: 2 },
  },
  {
    path: "/public/powers",
    section: "public",
    load: () => import("./PowersPage.tsx"),
    tab: { title: "powers.title", order: 3 },
  },
  {
    path: "/public/holds",
    section: "public",
    load: () => import("./HoldsPage.tsx"),
    tab: { title: "holds.title", order: 4 },
  },
  {
    path: "/public/code",
    section: "public",
    load: () => import("./CodePage.tsx"),
    tab: { title: "code.title", order: 5 },
  },
  {
    path: "/public/audit",
    section: "public",
    load: () => import("./AuditPage.tsx"),
    tab: { title: "audit.title", order: 6 },
  },
];
