import { createContext, type ReactNode, useContext } from "react";
import type { PageConfig } from "./page-config.ts";

const ConfigContext = createContext<PageConfig | undefined>(undefined);

/** Gives the checked configuration to everything below. */
export function ConfigProvider({ config, children }: { readonly config: PageConfig; readonly children: ReactNode }) {
  return <ConfigContext value={config}>{children}</ConfigContext>;
}

/** The configuration of these pages. */
export function useConfig(): PageConfig {
  const config = useContext(ConfigContext);
  if (config === undefined) throw new Error("useConfig needs a ConfigProvider above it");
  return config;
}
