import type { Page } from "../page.ts";

const load = () => import("./TeamPage.tsx");

export const pages: readonly Page[] = [
  { path: "/team", section: "team", load },
  { path: "/team/:id", section: "team", load },
  { path: "/team/:id/:view", section: "team", load },
];
