import { useTranslation } from "react-i18next";
import { useFormats } from "../language/use-formats.ts";
import { type Source, trustOf } from "./source.ts";

const SIGNS = { chain: "✓", verified: "✓", reported: "○", broken: "✕" } as const;

/** A small mark beside a figure or a list: where it comes from, and up to which block it was verified. */
export function SourceMark({ source }: { readonly source: Source }) {
  const { t } = useTranslation("common");
  const { number } = useFormats();
  const trust = trustOf(source);
  const block = number(source.from === "chain" ? source.block : (source.verifiedTo ?? 0));
  return (
    <span className="source" data-trust={trust} title={t(`source.${trust}Long`, { block })}>
      <span aria-hidden="true">{SIGNS[trust]}</span> {t(`source.${trust}`, { block })}
    </span>
  );
}
