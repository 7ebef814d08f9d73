import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { hasPage } from "../pages/registry.ts";
import { useRoles } from "./roles.ts";
import { sectionsFor } from "./sections.ts";

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
