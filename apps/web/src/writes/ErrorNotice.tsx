import { lazy, Suspense } from "react";
import { Loading } from "../parts/Loading.tsx";

// The reasons of all contracts are many: they are loaded when the first page is there.
const load = () => import("./Explained.tsx");
const Explained = lazy(load);

/** Milliseconds until they are, so that they are there when the connection is not. */
const QUIET = 3_000;
setTimeout(() => void load().catch(() => undefined), QUIET);

/** Whatever failed, in plain words, with what to do next. */
export function ErrorNotice({ error }: { readonly error: unknown }) {
  return (
    <Suspense fallback={<Loading />}>
      <Explained error={error} />
    </Suspense>
  );
}
