import { Suspense } from "react";
import { Loading } from "../parts/Loading.tsx";
import { Notice } from "../parts/Notice.tsx";
import { useExplain } from "./use-explain.ts";

/** Whatever failed, in plain words, with what to do next. */
export function ErrorNotice({ error }: { readonly error: unknown }) {
  // The texts of errors are loaded after the first page.
  return (
    <Suspense fallback={<Loading />}>
      <Explained error={error} />
    </Suspense>
  );
}

function Explained({ error }: { readonly error: unknown }) {
  const { name, sentence, advice } = useExplain()(error);
  return (
    <Notice kind="error" data-error={name}>
      <strong>{sentence}</strong> {advice}
    </Notice>
  );
}
