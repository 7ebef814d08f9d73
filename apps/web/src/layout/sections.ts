import { SECTIONS, type Section } from "../pages/page.ts";
import type { Roles } from "./roles.ts";

/** The sections that are of use to whoever is connected. All pages can be opened by everybody. */
export function sectionsFor({ distributor, isCompany }: Roles): readonly Section[] {
  const needs: Readonly<Partial<Record<Section, boolean>>> = {
    business: distributor !== undefined,
    team: distributor !== undefined,
    company: isCompany,
  };
  return SECTIONS.filter((section) => needs[section] ?? true);
}
