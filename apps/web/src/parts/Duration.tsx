import { useFormats } from "../language/use-formats.ts";

/** A length of time in its two largest units. */
export function Duration({ seconds }: { readonly seconds: bigint | number }) {
  const { duration } = useFormats();
  return <span>{duration(seconds)}</span>;
}
