import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { useTranslation } from "react-i18next";

/** Gives lists, dialogs and their keys the chosen language and its direction; by themselves they take the browser's. */
export function AriaLanguage({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  return <I18nProvider locale={i18n.resolvedLanguage ?? "en"}>{children}</I18nProvider>;
}
