import type { Page, Section } from "./page.ts";

// Every folder beside this file lists its own pages, so that adding one changes no file of another.
const folders = import.meta.glob<{ readonly pages: readonly Page[] }>("./*/pages.ts", { eager: true });

/** All pages. */
export const PAGES: readonly Page[] = Object.values(folders).flatMap(({ pages }) => pages);

/** The tabs of a section, in order. */
export function tabsOf(section: Section): readonly Page[] {
  const own = PAGES.filter((page) => page.section === section && page.tab !== undefined);
  return own.toSorted((a, b) => (a.tab?.order ?? 0) - (b.tab?.order ?? 0));
}

/** Sections that have a page at `/<section>`. */
export function hasPage(section: Section): boolean {
  return PAGES.some(({ path }) => path === `/${section}`);
}
