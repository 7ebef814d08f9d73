import { useQueryClient } from "@tanstack/react-query";
import { type ExplainedError, explainError, type TokenUnit } from "@upline/protocol";
import { useTranslation } from "react-i18next";
import type { Programme } from "../chain/access.ts";
import { useConfig } from "../config/ConfigContext.tsx";
import { errorFormatsOf } from "../language/error-formats.ts";
import { errorTextOf } from "../language/error-texts.ts";

/** Explains whatever was thrown, in the visitor's language where it has a text, else in English. */
export function useExplain(): (error: unknown) => ExplainedError {
  const { i18n } = useTranslation(["errors", "words"]);
  const { core } = useConfig();
  // Not by the chain's context: errors are explained before the chain has answered, too.
  const token: TokenUnit | undefined = useQueryClient().getQueryData<Programme>(["programme", core])?.unit;
  return (error) =>
    explainError(error, {
      ...(token === undefined ? {} : { token }),
      textOf: (key) => errorTextOf(i18n, key),
      formats: errorFormatsOf(i18n),
    });
}
