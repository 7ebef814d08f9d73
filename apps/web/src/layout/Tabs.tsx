import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { Section } from "../pages/page.ts";
import { tabsOf } from "../pages/registry.ts";

/** The pages of a section, below its title. */
export function Tabs({ section }: { readonly section: Section }) {
  const { t, i18n } = useTranslation(["common", section]);
  const [path] = useLocation();
  const tabs = tabsOf(section);
  if (tabs.length < 2) return null;
  return (
    <nav className="tabs" aria-label={t("navigation.section")}>
      <ul>
        {tabs.map((page) => (
          <li key={page.path}>
            <Link href={page.path} aria-current={path === page.path ? "page" : undefined}>
              {String(i18n.getFixedT(i18n.language, section)(page.tab?.title as never))}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
