import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { App } from "./App.tsx";
import { AriaLanguage } from "./language/AriaLanguage.tsx";
import { startLanguage } from "./language/start.ts";
import { chosenTheme, showTheme } from "./layout/theme.ts";
import "./layout/styles/tokens.css";
import "./layout/styles/base.css";
import "./layout/styles/layout.css";
import "./layout/styles/parts.css";
import "./layout/styles/dialog.css";

showTheme(chosenTheme());
const language = await startLanguage();
const queries = new QueryClient({ defaultOptions: { queries: { retry: 2, refetchOnWindowFocus: false } } });
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={language}>
      <QueryClientProvider client={queries}>
        <Suspense>
          <AriaLanguage>
            <App />
          </AriaLanguage>
        </Suspense>
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
);
