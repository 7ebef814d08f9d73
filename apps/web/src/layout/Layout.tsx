import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import { Situation } from "./Situation.tsx";
import { useArrival } from "./use-arrival.ts";

/** What every page stands in. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation("common");
  const content = useArrival();
  // No link by href: the path of the page stands in the hash.
  const skip = () => content.current?.focus();
  return (
    <>
      <button type="button" className="skip" onClick={skip}>
        {t("navigation.skip")}
      </button>
      <Header />
      <main ref={content} className="page" tabIndex={-1}>
        <Situation />
        {children}
      </main>
      <Footer />
    </>
  );
}
