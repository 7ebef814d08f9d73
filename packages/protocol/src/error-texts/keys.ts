import { ErrorFragment } from "ethers";
import { CONTRACT_ERRORS, WALLET_ERRORS } from "./index.ts";
import type { ErrorText } from "./text.ts";

/**
 * Every text by its key, under which a translation has it too: the error's name or the code; its whole signature where
 * an earlier text has the name with other arguments.
 */
export const ERROR_TEXTS: ReadonlyMap<string, ErrorText> = keyed();

function keyed(): Map<string, ErrorText> {
  const texts = new Map<string, ErrorText>(WALLET_ERRORS.errors.map((text) => [text.signature, text]));
  for (const text of CONTRACT_ERRORS.flatMap(({ errors }) => errors)) {
    const fragment = ErrorFragment.from(`error ${text.signature}`);
    texts.set(texts.has(fragment.name) ? fragment.format() : fragment.name, text);
  }
  return texts;
}
