import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { SECTIONS, type Section } from "../pages/page.ts";
import { hasPage } from "../pages/registry.ts";
import { type Roles, useRoles } from "./roles.ts";

/** The sections that are of use to whoever is connected. All pages can be opened by everybody. */
export function sectionsFor({ distributor, isCompany }: Roles): readonly Section[] {
  const needs: Readonly<Partial<Record<Section, boolean>>> = {
    business: distributor !== undefined,
    team: distributor !== undefined,
    company: isCompany,
  };
  return SECTIONS.filter((section) => needs[section] ?? true);
}

/** The sections of the pages, by role. */
export function Navigation() {
  const { t } = useTranslation("common");
  const [path] = useLocation();
  const roles = useRoles();
  return (
    <nav className="navigation" aria-label={t("navigation.label")}>
      <ul>
        {sectionsFor(roles)
          .filter(hasPage)
          .map((section) => (
            <li key={section}>
              <Link
                href={`/${section}`}
                aria-current={path === `/${section}` || path.startsWith(`/${section}/`) ? "page" : undefined}
              >
                {t(`navigation.${section}`)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
