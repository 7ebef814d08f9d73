import type { ReturnKind } from "@upline/protocol";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../language/use-formats.ts";

interface ReturnableProps {
  readonly terms: { readonly window: bigint; readonly returnKind: ReturnKind };
}

/** How long something can be returned, and who decides, in a sentence. */
export function Returnable({ terms: { window, returnKind } }: ReturnableProps) {
  const { t } = useTranslation("shop");
  const { duration } = useFormats();
  if (window === 0n) return t("returns.final");
  return t(`returns.${returnKind}`, { time: duration(window) });
}
