import { Notice } from "../parts/Notice.tsx";
import { useExplain } from "./use-explain.ts";

/** A failure in words. */
export default function Explained({ error }: { readonly error: unknown }) {
  const { name, sentence, advice } = useExplain()(error);
  return (
    <Notice kind="error" data-error={name}>
      <strong>{sentence}</strong> {advice}
    </Notice>
  );
}
