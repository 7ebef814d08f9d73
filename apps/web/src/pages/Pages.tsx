import { type ComponentType, lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Route, Switch, useLocation } from "wouter";
import { ErrorBoundary } from "../parts/ErrorBoundary.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ErrorNotice } from "../writes/ErrorNotice.tsx";
import { NotFoundPage } from "./NotFoundPage.tsx";
import { PAGES } from "./registry.ts";

const routes = PAGES.map(({ path, load }): [string, ComponentType] => [path, lazy(load)]);

/** The page of the present path. */
export function Pages() {
  const { t } = useTranslation("common");
  const [path] = useLocation();
  const failed = (error: unknown) => (
    <>
      <h1>{t("failed.title")}</h1>
      <ErrorNotice error={error} />
    </>
  );
  return (
    <ErrorBoundary key={path} render={failed}>
      <Suspense fallback={<Loading />}>
        <Switch>
          {routes.map(([route, component]) => (
            <Route key={route} path={route} component={component} />
          ))}
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
