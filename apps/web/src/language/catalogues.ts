import type { BackendModule } from "i18next";

const files = import.meta.glob<Record<string, unknown>>("./catalogues/*/*.json", { import: "default" });

/** Loads a page's texts when they are first needed. */
export const catalogues: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, namespace, done) {
    const load = files[`./catalogues/${language}/${namespace}.json`];
    if (load === undefined) {
      done(new Error(`there is no catalogue ${namespace} in ${language}`), false);
      return;
    }
    load().then(
      (texts) => done(null, texts),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), false),
    );
  },
};
