import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Where `npm run local` leaves the configuration of a local chain; only the development server reads it. */
const LOCAL_CONFIG = fileURLToPath(new URL(".local/config.json", import.meta.url));

/**
 * What the pages may load and run. Scripts, styles and fonts come from the same place as the pages and nowhere else.
 * `connect-src` allows every host over HTTP(S), since the endpoints of chain, indexer and relayer are configured at run
 * time; what they answer is data and never run. Images may be `data:` because wallets announce their icons so.
 * A host should also send `frame-ancestors 'none'` as a header: a page cannot ask for that itself.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "connect-src 'self' http: https: ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join("; ");

/** Puts the policy into the built page; the development server needs inline scripts. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "upline-content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** Serves `config.json` while developing; where the pages are hosted it lies beside them. */
function localConfig(): Plugin {
  return {
    name: "upline-local-config",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use("/config.json", (_request, response) => {
        try {
          const text = readFileSync(LOCAL_CONFIG, "utf8");
          response.setHeader("content-type", "application/json").end(text);
        } catch {
          response.writeHead(404).end("Run `npm run local -w @upline/web` first.");
        }
      });
    },
  };
}

/** Why contracts refuse: many texts, in a file of their own that is loaded when the first page is there. */
const REASONS = {
  name: "reasons",
  test: /packages\/protocol\/src\/(errors\.ts|error-texts\/)/,
  includeDependenciesRecursively: false,
};

export default defineConfig({
  base: "./",
  plugins: [react(), contentSecurityPolicy(), localConfig()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: [REASONS] } } },
  },
});
