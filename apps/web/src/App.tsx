import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { ChainProvider } from "./chain/ChainContext.tsx";
import { ConfigProvider } from "./config/ConfigContext.tsx";
import { loadConfig } from "./config/load.ts";
import { Layout } from "./layout/Layout.tsx";
import { Pages } from "./pages/Pages.tsx";
import { Loading } from "./parts/Loading.tsx";
import { Notice } from "./parts/Notice.tsx";
import { WalletProvider } from "./wallet/WalletContext.tsx";
import { WritesProvider } from "./writes/WritesContext.tsx";

/** Everything, from the configuration down to the page. */
export function App() {
  const { t } = useTranslation("common");
  const { data: config, error } = useQuery({
    queryKey: ["config"],
    queryFn: () => loadConfig(new URL("config.json", document.baseURI)),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error !== null) {
    return (
      <main className="page">
        <h1>{t("config.title")}</h1>
        <Notice kind="error">
          {error.message}. {"advice" in error ? String(error.advice) : ""}
        </Notice>
      </main>
    );
  }
  if (config === undefined) return <Loading />;
  return (
    <ConfigProvider config={config}>
      <ChainProvider>
        <WalletProvider>
          <WritesProvider>
            <Router hook={useHashLocation}>
              <Layout>
                <Pages />
              </Layout>
            </Router>
          </WritesProvider>
        </WalletProvider>
      </ChainProvider>
    </ConfigProvider>
  );
}
